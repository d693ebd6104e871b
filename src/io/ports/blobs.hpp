#pragma once

#include "flows/error.hpp"
#include "flows/ids.hpp"

#include <string>

namespace charla::ports {

/// Keeps bytes by their SHA-256, apart for each tenant: a folder, or a bucket that speaks S3. Blocks; thread-safe.
class blob_store {
public:
  virtual ~blob_store() = default;
  /// Keeps the bytes whole or not at all; the same bytes twice are kept once.
  /// @returns their SHA-256 in lowercase hexadecimal. Errors: `blob.unavailable`, `blob.full`.
  virtual flows::result<std::string> put(flows::tenant_id tenant, std::string_view bytes) = 0;
  /// Errors: `blob.missing`, `blob.unavailable`, `blob.corrupt` (they are not what their name says).
  virtual flows::result<std::string> get(flows::tenant_id tenant, const std::string& sha256) = 0;
  /// What is not there is no error.
  virtual flows::result<void> remove(flows::tenant_id tenant, const std::string& sha256) = 0;
  [[nodiscard]] virtual std::string_view name() const = 0; ///< `folder`, `s3`
};

} // namespace charla::ports
