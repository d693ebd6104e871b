#include "io/api/files/name.hpp"

#include "io/json/text.hpp"

namespace charla::api {

namespace {

constexpr std::size_t name_max = 200;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

/// RFC 8187 `attr-char`.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
         || std::string_view{"!#$&+-.^_`|~"}.find(c) != std::string_view::npos;
}

} // namespace

std::string clean_filename(std::string_view given) {
  if (const auto slash = given.find_last_of("/\\"); slash != std::string_view::npos) given.remove_prefix(slash + 1);
  std::string out;
  for (const char c : json::sanitize_utf8(given))
    if (!is_control(c) && std::string_view{"\"<>:|?*"}.find(c) == std::string_view::npos) out.push_back(c);
  while (!out.empty() && (out.front() == '.' || out.front() == ' '))
    out.erase(0, 1);
  if (out.size() <= name_max) return out;
  const auto dot = out.rfind('.');
  const auto ending = dot == std::string::npos || out.size() - dot > 10 ? std::string{} : out.substr(dot);
  return std::string{json::cut_utf8(out, name_max - ending.size())} + ending;
}

std::string disposition(bool shown, std::string_view filename) {
  std::string out = shown ? "inline" : "attachment";
  if (filename.empty()) return out;
  std::string plain;
  std::string encoded;
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : filename) {
    plain.push_back(is_plain(c) || c == ' ' ? c : '_');
    if (is_plain(c)) {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return out + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

} // namespace charla::api
