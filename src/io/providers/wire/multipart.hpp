#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

/// Files in requests: what WhatsApp takes, and how it is written (RFC 7578).
namespace charla::wire {

struct form_field {
  std::string name;
  std::string value;
};
struct form_body {
  std::string content_type; ///< with the boundary
  std::string bytes;
};

/// The fields, then the file as `file`. The boundary is made from the file's hash and never in it: the same file is
/// always the same request.
[[nodiscard]] form_body
multipart(const ports::crypto& c, const std::vector<form_field>& fields, const ports::media_file& file);

/// Whether the Cloud API takes a file of this type and size as this kind (providers.md A8).
/// Errors: `send.media`.
[[nodiscard]] flows::result<void> check_upload(const ports::media_file& file, flows::media_kind kind);

/// The type without its parameters, in lower case: `audio/ogg; codecs=opus` is `audio/ogg`.
[[nodiscard]] std::string bare_type(std::string_view mime_type);

} // namespace charla::wire
