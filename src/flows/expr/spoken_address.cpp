#include "flows/expr/cursor.hpp"
#include "flows/expr/letters.hpp"
#include "flows/expr/spoken.hpp"

#include <algorithm>
#include <iterator>

namespace charla::flows::expr::spoken {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_local_part(std::string_view s) {
  constexpr std::size_t length_max = 64;
  constexpr std::string_view signs = "!#$%&'*+/=?^_`{|}~-.";
  if (s.empty() || s.size() > length_max || s.front() == '.' || s.back() == '.') return false;
  if (s.find("..") != std::string_view::npos) return false;
  return std::all_of(s.begin(), s.end(),
                     [&](char c) { return is_letter(c) || is_digit(c) || signs.find(c) != std::string_view::npos; });
}

/// Labels of letters, digits and hyphens, two at least; the last one is no number.
bool is_domain(std::string_view s) {
  constexpr std::size_t label_max = 63;
  std::size_t labels = 0;
  std::string_view label;
  for (std::size_t at = 0; at <= s.size(); ++labels) {
    const auto end = std::min(s.find('.', at), s.size());
    label = s.substr(at, end - at);
    if (label.empty() || label.size() > label_max || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-'; }))
      return false;
    at = end + 1;
  }
  return labels >= 2 && label.size() >= 2 && is_letter(label.front());
}

} // namespace

std::optional<std::string> email(std::string_view text) {
  constexpr std::size_t length_max = 254;
  cursor at{trim(text)};
  at.take("mailto:");
  if (at.rest.ends_with('.')) at.rest.remove_suffix(1);
  const auto sign = at.rest.find('@');
  if (sign == std::string_view::npos || at.rest.size() > length_max) return std::nullopt;
  const auto local = at.rest.substr(0, sign);
  const auto domain = at.rest.substr(sign + 1);
  if (!is_local_part(local) || !is_domain(domain)) return std::nullopt;
  return std::string{local} + "@" + lower(domain);
}

std::optional<std::string> phone(std::string_view text, std::string_view country_code) {
  constexpr std::size_t national_max = 11;
  constexpr std::size_t digits_min = 8;
  constexpr std::size_t digits_max = 15;
  cursor at{trim(text)};
  bool international = at.take('+');
  if (at.rest.find_first_not_of("0123456789 -().\t/") != std::string_view::npos) return std::nullopt;
  std::string digits;
  std::copy_if(at.rest.begin(), at.rest.end(), std::back_inserter(digits), is_digit);
  if (!international && digits.starts_with("00")) {
    digits.erase(0, 2);
    international = true;
  }
  if (!international) {
    const bool has_code = !country_code.empty() && digits.size() > national_max && digits.starts_with(country_code);
    if (country_code.empty()) return std::nullopt;
    if (!has_code) {
      digits.erase(0, digits.find_first_not_of('0')); // the trunk prefix is not dialled from abroad
      // Less than a number without its area: the code would make it look like one.
      if (digits.size() < digits_min - 1) return std::nullopt;
      digits.insert(0, country_code);
    }
  }
  if (digits.size() < digits_min || digits.size() > digits_max || digits.front() == '0') return std::nullopt;
  return "+" + digits;
}

} // namespace charla::flows::expr::spoken
