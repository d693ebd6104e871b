#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace charla::flows::expr {

/// Cuts a text into parts of at most `characters_max` characters (code points), at the last line end or else the last
/// space of the second half, else between characters. Spaces and line ends around a cut are dropped; no part is empty.
[[nodiscard]] std::vector<std::string> split(std::string_view utf8, std::size_t characters_max);

/// Characters (code points) of a text.
[[nodiscard]] std::size_t length(std::string_view utf8);

/// The first `characters_max` characters at most.
[[nodiscard]] std::string first_characters(std::string_view utf8, std::size_t characters_max);

/// The first `bytes_max` bytes at most, never half a character.
[[nodiscard]] std::string_view clip(std::string_view utf8, std::size_t bytes_max);

} // namespace charla::flows::expr
