#include "flows/expr/fold.hpp"

namespace charla::flows::expr {

namespace {

// One base letter for each character; '.' marks those that have none.
// U+00C0–U+00FF, UTF-8 C3 80–C3 BF.
constexpr std::string_view latin_1 = "aaaaaa.ceeeeiiiidnooooo.ouuuuy.saaaaaa.ceeeeiiiidnooooo.ouuuuy.y";
// U+0100–U+017F, UTF-8 C4 80–C5 BF.
constexpr std::string_view latin_a = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                                     "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_1.size() == 64);
static_assert(latin_a.size() == 128);

constexpr unsigned char byte(char c) { return static_cast<unsigned char>(c); }

bool continues(std::string_view text, std::size_t i) { return i < text.size() && (byte(text[i]) & 0xC0U) == 0x80; }

/// The base letter of the two-byte character (lead, next), or '.' when it has none.
char base_letter(unsigned char lead, unsigned char next) {
  const std::size_t low = next & 0x3FU;
  if (lead == 0xC3) return latin_1[low];
  if (lead == 0xC4) return latin_a[low];
  if (lead == 0xC5) return latin_a[64 + low];
  return '.';
}

/// U+0300–U+036F: accents written as characters of their own (CC 80–CD AF).
bool is_combining_accent(unsigned char lead, unsigned char next) {
  return lead == 0xCC || (lead == 0xCD && next <= 0xAF);
}

} // namespace

std::string fold(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = byte(utf8[i]);
    if (lead < 0x80) {
      out.push_back(lead >= 'A' && lead <= 'Z' ? static_cast<char>(lead + 32) : utf8[i]);
      continue;
    }
    if (lead < 0xC3 || lead > 0xCD || !continues(utf8, i + 1)) {
      out.push_back(utf8[i]);
      continue;
    }
    const auto next = byte(utf8[++i]);
    if (is_combining_accent(lead, next)) continue;
    if (const char base = base_letter(lead, next); base != '.') {
      out.push_back(base);
      continue;
    }
    // Æ and Þ have no base letter but a lower case, 32 further on.
    const bool upper = lead == 0xC3 && (next == 0x86 || next == 0x9E);
    out.push_back(static_cast<char>(lead));
    out.push_back(static_cast<char>(upper ? next + 0x20 : next));
  }
  return out;
}

} // namespace charla::flows::expr
