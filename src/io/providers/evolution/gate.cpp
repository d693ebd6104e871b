#include "io/providers/evolution/gate.hpp"

#include "io/json/reader.hpp"

#include <algorithm>
#include <optional>

namespace charla::evolution {

namespace {

constexpr std::chrono::seconds leeway{60};
constexpr std::string_view bearer = "Bearer ";

/// RFC 4648 section 5, unpadded: the other alphabet of base64.
std::optional<std::string> unbase64url(const ports::crypto& c, std::string_view text) {
  std::string standard{text};
  if (standard.find_first_of("+/= \t\r\n") != std::string::npos) return std::nullopt;
  std::replace(standard.begin(), standard.end(), '-', '+');
  std::replace(standard.begin(), standard.end(), '_', '/');
  while (standard.size() % 4 != 0)
    standard += '=';
  auto bytes = c.unbase64(standard);
  return bytes ? std::optional{*std::move(bytes)} : std::nullopt;
}

std::optional<json::document> part(const ports::crypto& c, std::string_view text) {
  const auto bytes = unbase64url(c, text);
  if (!bytes) return std::nullopt;
  auto doc = json::document::parse(*bytes);
  if (!doc || doc->root().kind() != json::kind::object) return std::nullopt;
  return *std::move(doc);
}

bool is_in_time(json::value claims, flows::timestamp now) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  const auto expires = claims["exp"].integer();
  if (!expires || *expires < seconds - leeway.count()) return false;
  for (const std::string_view from : {"nbf", "iat"})
    if (claims[from].exists() && claims[from].integer().value_or(INT64_MAX) > seconds + leeway.count()) return false;
  return true;
}

} // namespace

bool token_holds(const ports::crypto& c, std::string_view token, std::string_view key, flows::timestamp now) {
  const auto first = token.find('.');
  const auto last = token.rfind('.');
  if (key.empty() || first == std::string_view::npos || first == last) return false;
  const auto given = unbase64url(c, token.substr(last + 1));
  const auto right = c.hmac_sha256(key, token.substr(0, last));
  // The signature first: nobody else's JSON is read.
  if (!given || !c.same(*given, {reinterpret_cast<const char*>(right.data()), right.size()})) return false;
  const auto head = part(c, token.substr(0, first));
  const auto claims = part(c, token.substr(first + 1, last - first - 1));
  return head && claims && head->root()["alg"].text() == "HS256" && is_in_time(claims->root(), now);
}

bool let_in(const ports::crypto& c, const ports::http_request& request, std::string_view secret, flows::timestamp now) {
  if (secret.empty()) return false;
  if (const auto shown = request.header_value(secret_header)) return c.same(*shown, secret);
  if (const auto shown = request.query_value(secret_query)) return c.same(*shown, secret);
  const auto authorization = request.header_value("Authorization");
  if (!authorization || !authorization->starts_with(bearer)) return false;
  return token_holds(c, authorization->substr(bearer.size()), secret, now);
}

} // namespace charla::evolution
