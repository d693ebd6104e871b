#include "flows/expr/cursor.hpp"
#include "flows/expr/spoken.hpp"

#include <algorithm>

namespace charla::flows::expr::spoken {

namespace {

/// Are the digits between these marks in threes, the first one to three?
bool grouped(std::string_view whole, char mark) {
  std::size_t since = 0;
  bool first = true;
  for (const char c : whole) {
    if (c != mark) {
      ++since;
      continue;
    }
    if (first ? since < 1 || since > 3 : since != 3) return false;
    first = false;
    since = 0;
  }
  return first || since == 3;
}

/// Which mark of the text is its decimal point; '\0' when there is none.
char point_of(std::string_view text, const locale& in) {
  const auto last = text.find_last_of(".,");
  if (last == std::string_view::npos) return '\0';
  const char mark = text[last];
  const char other = mark == '.' ? ',' : '.';
  if (text.find(other) != std::string_view::npos) return mark;
  if (text.find(mark) != last) return '\0'; // 1.234.567
  // 1.234: by the language, unless thousands are not written so (0.500, 1234.500).
  const bool looks_grouped = text.size() - last == 4 && last >= 1 && last <= 3 && text.front() != '0';
  return looks_grouped && mark == in.group ? '\0' : mark;
}

} // namespace

std::optional<decimal> number(std::string_view text, const locale& in) {
  cursor at{trim(text)};
  const bool negative = at.take('-');
  if (!negative) at.take('+');
  for (const std::string_view sign : {"US$", "R$", "$", "€", "£"})
    if (at.take(sign)) break;
  at.blanks();
  const auto rest = at.rest;
  if (rest.find_first_not_of("0123456789.,") != std::string_view::npos) return std::nullopt;
  const char point = point_of(rest, in);
  const auto end = point == '\0' ? rest.size() : rest.rfind(point);
  auto whole = std::string{rest.substr(0, end)};
  const char mark = point == '\0' ? (rest.find('.') != std::string_view::npos ? '.' : ',') : (point == '.' ? ',' : '.');
  if (point != '\0' && whole.find(point) != std::string::npos) return std::nullopt; // 1,2,3.4,5
  if (!grouped(whole, mark)) return std::nullopt;
  whole.erase(std::remove(whole.begin(), whole.end(), mark), whole.end());
  if (whole.empty()) return std::nullopt;
  const auto part = point == '\0' ? std::string{} : "." + std::string{rest.substr(end + 1)};
  return decimal::read((negative ? "-" : "") + whole + part);
}

} // namespace charla::flows::expr::spoken
