#pragma once

#include <string>
#include <string_view>

/// Text as every room may rely on it: valid UTF-8 without NUL, which PostgreSQL, SQLite and JSON all take.
namespace charla::json {

/// @returns `bytes` with each invalid UTF-8 sequence replaced by U+FFFD (as the Unicode standard recommends: one for
///          each maximal broken part) and every NUL removed. Overlong forms, surrogates and values above U+10FFFF are
///          invalid.
[[nodiscard]] std::string sanitize_utf8(std::string_view bytes);

/// True when `sanitize_utf8` would change nothing.
[[nodiscard]] bool is_clean_utf8(std::string_view bytes) noexcept;

/// The longest prefix of at most `bytes_max` bytes that does not end inside a character.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) noexcept;

/// Number of characters (code points) of valid UTF-8.
[[nodiscard]] std::size_t length_utf8(std::string_view text) noexcept;

/// Length in bytes of the valid UTF-8 sequence that begins at `at`; 0 when none does. `broken` gets the length of the
/// maximal broken part then (at least 1).
[[nodiscard]] std::size_t utf8_sequence(std::string_view bytes, std::size_t at, std::size_t& broken) noexcept;

/// Makes a JSON text readable that a strict parser refuses for its text alone: invalid UTF-8 becomes U+FFFD, and so
/// does a `\ud8xx` escape without its other half (providers cut names in the middle of an emoji). The rest of the
/// document is left as it is.
[[nodiscard]] std::string repair_json_text(std::string_view document);

} // namespace charla::json
