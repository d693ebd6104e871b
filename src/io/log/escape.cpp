#include "io/log/escape.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace charla::log {

namespace {

/// Length of the well-formed UTF-8 sequence at the start of `s` (Unicode 15, table 3-7); 0 when there is none.
std::size_t sequence(std::string_view s) {
  const auto at = [s](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
  const auto follows = [&at](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
    return at(i) >= low && at(i) <= high;
  };
  const unsigned c = at(0);
  if (c < 0x80) return 1;
  if (c >= 0xc2 && c <= 0xdf) return follows(1) ? 2 : 0;
  if (c >= 0xe0 && c <= 0xef) return follows(1, c == 0xe0 ? 0xa0 : 0x80, c == 0xed ? 0x9f : 0xbf) && follows(2) ? 3 : 0;
  if (c >= 0xf0 && c <= 0xf4)
    return follows(1, c == 0xf0 ? 0x90 : 0x80, c == 0xf4 ? 0x8f : 0xbf) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

/// How many characters from the start need no second look: nearly all of them in nearly every line.
std::size_t plain_run(std::string_view s) {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; };
  return static_cast<std::size_t>(std::find_if_not(s.begin(), s.end(), plain) - s.begin());
}

template <class Special>
void append(std::string& out, std::string_view text, Special special) {
  while (!text.empty()) {
    const auto run = plain_run(text);
    out.append(text.substr(0, run));
    text.remove_prefix(run);
    if (text.empty()) return;
    const auto n = sequence(text);
    const auto c = static_cast<unsigned char>(text[0]);
    if (n == 0)
      out += "\xef\xbf\xbd";
    else if (n > 1 || !special(c))
      out.append(text.substr(0, n));
    text.remove_prefix(n == 0 ? 1 : n);
  }
}

} // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  append(out, text, [&out](unsigned char c) {
    switch (c) {
    case '"': out += "\\\""; return true;
    case '\\': out += "\\\\"; return true;
    case '\n': out += "\\n"; return true;
    case '\r': out += "\\r"; return true;
    case '\t': out += "\\t"; return true;
    default: break;
    }
    if (c >= 0x20 && c != 0x7f) return false;
    out += fmt::format("\\u{:04x}", c);
    return true;
  });
  out += '"';
}

void append_utf8(std::string& out, std::string_view text) {
  append(out, text, [&out](unsigned char c) {
    if (c >= 0x20 && c != 0x7f) return false;
    out += ' ';
    return true;
  });
}

} // namespace charla::log
