#include "io/json/text.hpp"

#include <array>
#include <cstdint>

namespace charla::json {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::uint8_t byte_at(std::string_view bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

/// What the Unicode standard (table 3-7) allows: length by first byte, and the narrower range of the second byte.
struct lead {
  std::uint8_t length = 0;
  std::uint8_t second_min = 0x80;
  std::uint8_t second_max = 0xBF;
};
constexpr lead lead_of(std::uint8_t b) {
  if (b < 0x80) return {1};
  if (b < 0xC2) return {};
  if (b < 0xE0) return {2};
  if (b == 0xE0) return {3, 0xA0, 0xBF};
  if (b == 0xED) return {3, 0x80, 0x9F};
  if (b < 0xF0) return {3};
  if (b == 0xF0) return {4, 0x90, 0xBF};
  if (b < 0xF4) return {4};
  if (b == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The value of the `\uXXXX` escape at `at`, or -1.
int escape_at(std::string_view s, std::size_t at) {
  if (at + 6 > s.size() || s[at] != '\\' || s[at + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(s[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool is_high(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

} // namespace

std::size_t utf8_sequence(std::string_view bytes, std::size_t at, std::size_t& broken) noexcept {
  const auto first = lead_of(byte_at(bytes, at));
  broken = 1;
  if (first.length <= 1) return first.length;
  for (std::size_t i = 1; i < first.length; ++i) {
    if (at + i >= bytes.size()) return 0;
    const auto b = byte_at(bytes, at + i);
    const auto low = i == 1 ? first.second_min : std::uint8_t{0x80};
    const auto high = i == 1 ? first.second_max : std::uint8_t{0xBF};
    if (b < low || b > high) return 0;
    broken = i + 1;
  }
  return first.length;
}

bool is_clean_utf8(std::string_view bytes) noexcept {
  std::size_t broken = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    if (bytes[i] == '\0') return false;
    const auto length = utf8_sequence(bytes, i, broken);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string sanitize_utf8(std::string_view bytes) {
  if (is_clean_utf8(bytes)) return std::string{bytes};
  std::string out;
  out.reserve(bytes.size() + 8);
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t broken = 0;
    const auto length = utf8_sequence(bytes, i, broken);
    if (length == 0) {
      out += replacement;
      i += broken;
      continue;
    }
    if (bytes[i] != '\0') out.append(bytes, i, length);
    i += length;
  }
  return out;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) noexcept {
  if (text.size() <= bytes_max) return text;
  auto end = bytes_max;
  while (end > 0 && (byte_at(text, end) & 0xC0) == 0x80)
    --end;
  return text.substr(0, end);
}

std::size_t length_utf8(std::string_view text) noexcept {
  std::size_t n = 0;
  for (const char c : text)
    if ((static_cast<std::uint8_t>(c) & 0xC0) != 0x80) ++n;
  return n;
}

std::string repair_json_text(std::string_view document) {
  std::string out;
  out.reserve(document.size() + 16);
  for (std::size_t i = 0; i < document.size();) {
    if (document[i] == '\\' && i + 1 < document.size()) {
      const int unit = escape_at(document, i);
      if (unit < 0) { // any other escape: both characters, so that `\\u` is not taken for `\u`
        out.push_back('\\');
        ++i;
        if (static_cast<std::uint8_t>(document[i]) < 0x80) out.push_back(document[i++]);
      } else if (is_high(unit) && is_low(escape_at(document, i + 6))) {
        out.append(document, i, 12);
        i += 12;
      } else {
        if (is_high(unit) || is_low(unit))
          out += "\\ufffd";
        else
          out.append(document, i, 6);
        i += 6;
      }
      continue;
    }
    std::size_t broken = 0;
    const auto length = utf8_sequence(document, i, broken);
    if (length == 0)
      out += replacement;
    else
      out.append(document, i, length);
    i += length == 0 ? broken : length;
  }
  return out;
}

} // namespace charla::json
