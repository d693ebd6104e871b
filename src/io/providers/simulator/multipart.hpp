#pragma once

#include "flows/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace charla::simulator {

/// One part of a `multipart/form-data` body; views into the body.
struct form_part {
  std::string name;
  std::string filename;
  std::string type; ///< its `Content-Type`
  std::string_view bytes;
};

/// RFC 7578, as strict as is useful to find mistakes of a sender. Errors: `multipart.boundary`, `multipart.form`.
[[nodiscard]] flows::result<std::vector<form_part>> read_form(std::string_view content_type, std::string_view body);

} // namespace charla::simulator
