#include "io/providers/meta/signature.hpp"

namespace charla::meta {

std::string signature_of(const ports::crypto& c, std::string_view app_secret, std::string_view body) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "sha256=";
  for (const auto byte : c.hmac_sha256(app_secret, body)) {
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

bool signed_by(const ports::crypto& c, const ports::http_request& request, std::string_view app_secret) {
  const auto given = request.header_value(signature_header);
  if (!given || app_secret.empty()) return false;
  return c.same(*given, signature_of(c, app_secret, request.body));
}

} // namespace charla::meta
