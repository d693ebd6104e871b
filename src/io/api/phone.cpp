#include "io/api/phone.hpp"

namespace charla::api {

std::optional<std::string> read_phone(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      digits.push_back(c);
    else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.')
      return std::nullopt;
  }
  if (digits.size() < 7 || digits.size() > 15 || digits.front() == '0') return std::nullopt;
  return digits;
}

std::string mask_phone(std::string_view digits) {
  if (digits.empty()) return {};
  return "••••" + std::string{digits.substr(digits.size() > 4 ? digits.size() - 4 : digits.size())};
}

} // namespace charla::api
