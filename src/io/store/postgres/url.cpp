#include "io/store/postgres/url.hpp"

namespace charla::store::postgres {

namespace {

constexpr auto none = std::string_view::npos;

} // namespace

std::string without_driver(std::string_view url) {
  const auto scheme_end = url.find("://");
  const auto plus = url.substr(0, scheme_end).find('+');
  if (scheme_end == none || plus == none) return std::string{url};
  return std::string{url.substr(0, plus)} + std::string{url.substr(scheme_end)};
}

std::string with_setting(std::string url, std::string_view key, std::string_view value) {
  const auto is_uri = url.find("://") != none;
  const auto has_query = url.find('?') != none;
  url += !is_uri ? ' ' : has_query ? '&' : '?';
  return url.append(key).append("=").append(value);
}

std::string without_password(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == none) return "a PostgreSQL server"; // keyword form: the password may stand anywhere
  const auto rest = url.substr(scheme_end + 3);
  const auto authority = rest.substr(0, rest.find_first_of("/?"));
  const auto at = authority.rfind('@');
  const auto where = rest.substr(0, rest.find('?')); // settings may hold a password too
  return std::string{url.substr(0, scheme_end + 3)} + std::string{at == none ? where : where.substr(at + 1)};
}

} // namespace charla::store::postgres
