#pragma once

#include <string>
#include <string_view>

namespace charla::flows::expr {

/// Text as keywords are compared: lower case, without accents, so that `CATÁLOGO`, `catálogo` and `catalogo` are one
/// (R058). Covers the Latin letters of U+0000–U+017F and combining accents; other characters and bytes that are not
/// UTF-8 stay as they are.
[[nodiscard]] std::string fold(std::string_view utf8);

} // namespace charla::flows::expr
