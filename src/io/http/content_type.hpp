#pragma once

#include <string_view>

namespace charla::http {

/// The media type of a file by its name's end, with charset for text; `application/octet-stream` for unknown ones.
[[nodiscard]] std::string_view content_type_of(std::string_view file_name);

} // namespace charla::http
