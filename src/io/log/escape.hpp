#pragma once

#include <string>
#include <string_view>

/// Texts for a log line. Written here and not with a JSON library: it runs for every line, and a line must come out
/// valid whatever the bytes are.
namespace charla::log {

/// A JSON string with its quotes; control characters escaped, invalid UTF-8 as U+FFFD.
void append_quoted(std::string& out, std::string_view text);
/// The text with invalid UTF-8 as U+FFFD and control characters as spaces (a terminal obeys them).
void append_utf8(std::string& out, std::string_view text);

} // namespace charla::log
