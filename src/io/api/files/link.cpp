#include "io/api/files/link.hpp"

#include "io/api/token.hpp"
#include "io/json/reader.hpp"
#include "io/json/writer.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::string_view context = "file link";
constexpr std::size_t token_max = 4096;

/// The standard alphabet, padded: what `unbase64` takes.
std::string to_base64(std::string_view url_safe) {
  std::string out{url_safe};
  std::replace(out.begin(), out.end(), '-', '+');
  std::replace(out.begin(), out.end(), '_', '/');
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

} // namespace

std::string make_file_path(ports::crypto& crypto, const file_link& link) {
  json::writer w;
  w.begin_object().member("t", link.tenant.value()).member("a", link.asset).member("m", link.mime_type);
  w.member("n", link.filename).member("e", flows::to_unix_ms(link.expires_at)).end_object();
  return "/files/" + to_base64url(crypto.seal(w.take(), context));
}

std::optional<file_link> read_file_token(const ports::crypto& crypto, std::string_view token) {
  if (token.empty() || token.size() > token_max) return std::nullopt;
  const auto sealed = crypto.unbase64(to_base64(token));
  if (!sealed) return std::nullopt;
  const auto plain = crypto.unseal(*sealed, context);
  if (!plain) return std::nullopt;
  const auto parsed = json::document::parse(*plain);
  if (!parsed) return std::nullopt;
  const auto root = parsed->root();
  const auto tenant = root["t"].integer();
  const auto expires = root["e"].integer();
  if (!tenant || !expires) return std::nullopt;
  return file_link{flows::tenant_id{static_cast<std::int32_t>(*tenant)}, std::string{root["a"].text().value_or("")},
                   std::string{root["m"].text().value_or("")}, std::string{root["n"].text().value_or("")},
                   flows::from_unix_ms(*expires)};
}

} // namespace charla::api
