#pragma once

#include <optional>
#include <string_view>

namespace charla::flows::expr {

[[nodiscard]] inline std::string_view trim(std::string_view s) {
  const auto first = s.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1);
}

[[nodiscard]] inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads a text from left to right: what a function names is taken off the front of `rest`, or nothing is.
struct cursor {
  std::string_view rest;

  [[nodiscard]] bool done() const { return rest.empty(); }

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }

  bool take(std::string_view word) {
    if (rest.substr(0, word.size()) != word) return false;
    rest.remove_prefix(word.size());
    return true;
  }

  void blanks() {
    const auto first = rest.find_first_not_of(" \t\r\n");
    rest.remove_prefix(first == std::string_view::npos ? rest.size() : first);
  }

  /// As many digits as there are.
  std::string_view take_digits() {
    std::size_t n = 0;
    while (n < rest.size() && is_digit(rest[n]))
      ++n;
    const auto out = rest.substr(0, n);
    rest.remove_prefix(n);
    return out;
  }

  /// Exactly `count` digits (nine at most).
  std::optional<int> digits(std::size_t count) {
    if (rest.size() < count) return std::nullopt;
    int out = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(rest[i])) return std::nullopt;
      out = out * 10 + (rest[i] - '0');
    }
    rest.remove_prefix(count);
    return out;
  }
};

} // namespace charla::flows::expr
