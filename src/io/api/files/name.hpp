#pragma once

#include <string>
#include <string_view>

namespace charla::api {

/// The last part of a path, without what a file system, a header or a terminal would take for more than a letter; at
/// most 200 bytes, the ending kept.
[[nodiscard]] std::string clean_filename(std::string_view given);

/// `Content-Disposition` with the name in both spellings of RFC 6266.
[[nodiscard]] std::string disposition(bool shown, std::string_view filename);

} // namespace charla::api
