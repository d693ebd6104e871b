#pragma once

#include "io/ports/crypto.hpp"

/// Hashes and signatures on OpenSSL. Contexts are made once a thread: fetching an algorithm costs more than hashing a
/// webhook with it.
namespace charla::secrets {

[[nodiscard]] ports::hash256 sha256(std::string_view bytes);
[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::string_view head, std::string_view tail);
[[nodiscard]] ports::hash256 hmac_sha256(std::string_view key, std::string_view bytes);

} // namespace charla::secrets
