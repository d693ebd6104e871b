#pragma once

#include "io/ports/blobs.hpp"
#include "io/ports/crypto.hpp"

namespace charla::blobs {

/// SHA-256 of the bytes in lowercase hexadecimal.
[[nodiscard]] std::string name_of(const ports::crypto& crypto, std::string_view bytes);

/// Whether the text is such a name. Nothing else becomes part of a path or a URL.
[[nodiscard]] bool is_name(std::string_view text);

/// `<tenant>/<aa>/<sha256>`: where a file stands below the folder or in the bucket.
[[nodiscard]] std::string place_of(flows::tenant_id tenant, const std::string& sha256);

/// The bytes, when they are what their name says. Errors: `blob.corrupt`.
[[nodiscard]] flows::result<std::string>
checked(const ports::crypto& crypto, const std::string& sha256, std::string bytes);

/// The answer for a file that is not there: `blob.missing`.
[[nodiscard]] tl::unexpected<flows::error> missing(const std::string& sha256);

} // namespace charla::blobs
