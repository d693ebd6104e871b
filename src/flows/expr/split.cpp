#include "flows/expr/split.hpp"

#include <algorithm>

namespace charla::flows::expr {

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Bytes of the first `characters` characters; all bytes when there are fewer.
std::size_t prefix_bytes(std::string_view utf8, std::size_t characters) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const bool starts = (static_cast<unsigned char>(utf8[i]) & 0xC0U) != 0x80;
    if (starts && seen++ == characters) return i;
  }
  return utf8.size();
}

std::size_t cut_before(std::string_view part) {
  const auto late_enough = [&](std::size_t at) { return at != std::string_view::npos && at > part.size() / 2; };
  if (const auto line = part.rfind('\n'); late_enough(line)) return line;
  if (const auto space = part.rfind(' '); late_enough(space)) return space;
  return part.size();
}

std::string_view trim(std::string_view s) {
  const auto first = s.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(blanks) - first + 1);
}

} // namespace

std::vector<std::string> split(std::string_view utf8, std::size_t characters_max) {
  std::vector<std::string> parts;
  if (characters_max == 0) return parts;
  auto rest = trim(utf8);
  while (!rest.empty()) {
    const auto bytes = prefix_bytes(rest, characters_max);
    const auto cut = bytes == rest.size() ? bytes : cut_before(rest.substr(0, bytes));
    parts.emplace_back(trim(rest.substr(0, cut)));
    rest = trim(rest.substr(cut));
  }
  return parts;
}

std::size_t length(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string first_characters(std::string_view utf8, std::size_t characters_max) {
  return std::string{utf8.substr(0, prefix_bytes(utf8, characters_max))};
}

std::string_view clip(std::string_view utf8, std::size_t bytes_max) {
  if (utf8.size() <= bytes_max) return utf8;
  while (bytes_max > 0 && (static_cast<unsigned char>(utf8[bytes_max]) & 0xC0U) == 0x80)
    --bytes_max;
  return utf8.substr(0, bytes_max);
}

} // namespace charla::flows::expr
