#pragma once

#include "flows/error.hpp"

#include <string>
#include <string_view>

namespace charla::api {

/// A file of a form, within the body that it came in.
struct form_file {
  std::string_view bytes;
  std::string mime_type; ///< as the part says; empty when it does not
  std::string filename;
};

/// The first file of a multipart/form-data body (RFC 7578): the first part that has a file name, else the one that is
/// called `file`. Errors: `form.boundary`, `form.broken`, `form.no_file`.
[[nodiscard]] flows::result<form_file> file_in_form(std::string_view content_type, std::string_view body);

/// The value of a parameter of a header's value: `boundary` of `multipart/form-data; boundary="x"`; empty when absent.
[[nodiscard]] std::string header_parameter(std::string_view value, std::string_view name);

} // namespace charla::api
