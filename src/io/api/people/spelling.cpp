#include "io/api/people/spelling.hpp"

namespace charla::api {

namespace {

/// A mobile of Brazil begins with 6 to 9 behind its area code; a landline, which has no ninth digit, with 2 to 5.
bool is_mobile_digit(char c) { return c >= '6' && c <= '9'; }

std::string without(std::string_view text, std::size_t at) {
  std::string out{text};
  out.erase(at, 1);
  return out;
}

std::string with(std::string_view text, std::size_t at, char c) {
  std::string out{text};
  out.insert(at, 1, c);
  return out;
}

std::string other_spelling(std::string_view d) {
  if (d.starts_with("549") && d.size() == 13) return without(d, 2);
  if (d.starts_with("54") && d.size() == 12) return with(d, 2, '9');
  if (d.starts_with("521") && d.size() == 13) return without(d, 2);
  if (d.starts_with("52") && d.size() == 12) return with(d, 2, '1');
  if (d.starts_with("55") && d.size() == 13 && d[4] == '9' && is_mobile_digit(d[5])) return without(d, 4);
  if (d.starts_with("55") && d.size() == 12 && is_mobile_digit(d[4])) return with(d, 4, '9');
  return {};
}

} // namespace

std::vector<std::string> spellings_of(std::string_view digits) {
  std::vector<std::string> out{std::string{digits}};
  if (auto other = other_spelling(digits); !other.empty()) out.push_back(std::move(other));
  return out;
}

} // namespace charla::api
