#include "io/api/email.hpp"

namespace charla::api {

std::optional<std::string> read_email(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  text = text.substr(first, text.find_last_not_of(" \t") - first + 1);
  const auto at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 == text.size()
      || text.find('@', at + 1) != std::string_view::npos)
    return std::nullopt;
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == 127) return std::nullopt;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return out;
}

} // namespace charla::api
