#include "flows/expr/letters.hpp"

#include <algorithm>

namespace charla::flows::expr {

namespace {

unsigned byte(char c) { return static_cast<unsigned char>(c); }

/// The other case of a letter of U+00C0–U+017F, or the same code.
unsigned other_case(unsigned code, bool to_upper) {
  if (code < 0x100) {
    const bool letter = code != 0xD7 && code != 0xDF && code != 0xF7 && code != 0xFF;
    const bool is_upper = code < 0xE0;
    return letter && is_upper != to_upper ? code ^ 0x20U : code;
  }
  // ĸ and ŉ have no pair, Ÿ and ſ one elsewhere; İ and ı change into ASCII.
  if (code == 0x130 || code == 0x131 || code == 0x138 || code == 0x149 || code == 0x178 || code == 0x17F) return code;
  // Pairs of neighbours; the upper one is the odd code from Ĺ to ň and from Ź on, else the even one.
  const bool upper_is_odd = (code >= 0x139 && code <= 0x148) || code >= 0x179;
  const bool is_upper = ((code & 1U) != 0) == upper_is_odd;
  if (is_upper == to_upper) return code;
  return to_upper ? code - 1 : code + 1;
}

std::string in_case(std::string_view utf8, bool to_upper) {
  std::string out{utf8};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto lead = byte(out[i]);
    const char from = to_upper ? 'a' : 'A';
    if (out[i] >= from && out[i] < from + 26) out[i] = static_cast<char>(lead ^ 0x20U);
    if (lead < 0xC3 || lead > 0xC5 || i + 1 == out.size() || (byte(out[i + 1]) & 0xC0U) != 0x80) continue;
    const auto code = other_case((lead & 0x1FU) << 6U | (byte(out[i + 1]) & 0x3FU), to_upper);
    out[i] = static_cast<char>(0xC0U | code >> 6U);
    out[++i] = static_cast<char>(0x80U | (code & 0x3FU));
  }
  return out;
}

} // namespace

std::string upper(std::string_view utf8) { return in_case(utf8, true); }
std::string lower(std::string_view utf8) { return in_case(utf8, false); }

std::size_t prefix_bytes(std::string_view utf8, std::size_t characters) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i)
    if ((byte(utf8[i]) & 0xC0U) != 0x80 && seen++ == characters) return i;
  return utf8.size();
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (byte(c) & 0xC0U) != 0x80; }));
}

} // namespace charla::flows::expr
