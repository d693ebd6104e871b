#pragma once

#include "flows/error.hpp"

#include <string_view>

/// AES-256-GCM: `0x01 | nonce (12) | ciphertext | tag (16)`. The nonce is random: at 2^32 sealings under one key the
/// chance of a repeat is 2^-33 (NIST SP 800-38D §8.3), far beyond the credentials of any installation.
namespace charla::secrets {

[[nodiscard]] std::string seal(std::string_view key32, std::string_view plain, std::string_view context);
/// Errors: `crypto.unseal`.
[[nodiscard]] flows::result<std::string>
unseal(std::string_view key32, std::string_view sealed, std::string_view context);

} // namespace charla::secrets
