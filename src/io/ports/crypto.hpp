#pragma once

#include "flows/error.hpp"
#include "flows/ids.hpp"

#include <span>

namespace charla::ports {

using hash256 = std::array<std::uint8_t, 32>;

/// Hashes, signatures, passwords, sealed secrets, random bytes.
class crypto {
public:
  virtual ~crypto() = default;

  [[nodiscard]] virtual hash256 sha256(std::string_view bytes) const = 0;
  [[nodiscard]] virtual hash256 hmac_sha256(std::string_view key, std::string_view bytes) const = 0;
  /// Compares in time that depends on the lengths only.
  [[nodiscard]] virtual bool same(std::string_view a, std::string_view b) const = 0;

  /// RFC 4648 §4: the standard alphabet, padded.
  [[nodiscard]] virtual std::string base64(std::string_view bytes) const = 0;
  /// The other way; white space is passed over. Errors: `crypto.base64`.
  [[nodiscard]] virtual flows::result<std::string> unbase64(std::string_view text) const = 0;

  /// RFC 9562 version 5 (SHA-1 of space and name).
  [[nodiscard]] virtual flows::uuid named_uuid(const flows::uuid& space, std::string_view name) const = 0;
  /// RFC 9562 version 7.
  [[nodiscard]] virtual flows::uuid row_uuid(std::int64_t unix_ms) = 0;
  /// `n` random bytes from the system.
  [[nodiscard]] virtual std::string random_bytes(std::size_t n) = 0;

  /// argon2id with its parameters in the text; about 50 ms by design, so never on an I/O thread.
  [[nodiscard]] virtual std::string hash_password(std::string_view password) = 0;
  [[nodiscard]] virtual bool verify_password(std::string_view hash, std::string_view password) const = 0;

  /// AES-256-GCM under the installation's key; `context` is authenticated and must be the same at `unseal`.
  [[nodiscard]] virtual std::string seal(std::string_view plain, std::string_view context) = 0;
  /// Errors: `crypto.unseal` (wrong key, altered bytes, other context).
  [[nodiscard]] virtual flows::result<std::string> unseal(std::string_view sealed, std::string_view context) const = 0;
};

} // namespace charla::ports
