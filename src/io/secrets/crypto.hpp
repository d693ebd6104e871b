#pragma once

#include "io/ports/crypto.hpp"

#include <memory>

namespace charla::secrets {

/// The system's crypto: OpenSSL for hashes, signatures and AES-256-GCM, libsodium for argon2id and random bytes.
/// Thread-safe. `key32` is the installation's key, 32 raw bytes (see `installation_key`); throws
/// `std::invalid_argument` for any other length and `std::runtime_error` when a library cannot start.
[[nodiscard]] std::unique_ptr<ports::crypto> make_crypto(std::string key32);

} // namespace charla::secrets
