#pragma once

#include <string>
#include <string_view>

namespace charla::flows::expr {

/// Upper or lower case of the Latin letters of U+0000–U+017F; other characters and bytes
/// that are not UTF-8 stay as they are, and so do `ß`, `ÿ`, `ı`, `İ` and `ſ`, whose other case is elsewhere.
[[nodiscard]] std::string upper(std::string_view utf8);
[[nodiscard]] std::string lower(std::string_view utf8);

/// Bytes of the first `characters` characters; all bytes when there are fewer.
[[nodiscard]] std::size_t prefix_bytes(std::string_view utf8, std::size_t characters);
/// Code points; each byte that is not UTF-8's continuation counts.
[[nodiscard]] std::size_t characters_of(std::string_view utf8);

} // namespace charla::flows::expr
