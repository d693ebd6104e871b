#include "io/ports/http.hpp"

#include <algorithm>

namespace charla::ports {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

template <class Pairs>
std::optional<std::string_view> find_pair(const Pairs& pairs, std::string_view name) {
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto& p) { return p.first == name; });
  if (found == pairs.end()) return std::nullopt;
  return found->second;
}

} // namespace

std::optional<std::string_view> find_header(const std::vector<header>& headers, std::string_view name) {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const header& h) { return same_name(h.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

std::optional<std::string_view> http_request::query_value(std::string_view name) const {
  return find_pair(query, name);
}

std::string_view http_request::param(std::string_view name) const { return find_pair(params, name).value_or(""); }

responder::~responder() {
  if (send_) send_(http_response{503, {{"Retry-After", "5"}}, {}});
}

void responder::operator()(http_response r) {
  if (auto send = std::exchange(send_, nullptr)) send(std::move(r));
}

} // namespace charla::ports
