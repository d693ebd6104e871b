#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/http.hpp"

namespace charla::meta {

inline constexpr std::string_view signature_header = "X-Hub-Signature-256";

/// The value of the signature header: `sha256=` and 64 lower-case hexadecimal digits of HMAC-SHA256(app secret, body),
/// over the bytes as they are sent (Meta writes non-ASCII as `\uXXXX`, so a body parsed and written again differs).
/// Source: Graph API, "Webhooks: getting started".
[[nodiscard]] std::string signature_of(const ports::crypto& c, std::string_view app_secret, std::string_view body);

/// Is the request signed with this secret? False without header and without secret: nobody is let in by an empty one.
[[nodiscard]] bool signed_by(const ports::crypto& c, const ports::http_request& request, std::string_view app_secret);

} // namespace charla::meta
