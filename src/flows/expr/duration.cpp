#include "flows/expr/duration.hpp"

#include "flows/limits.hpp"

#include <array>

namespace charla::flows::expr {

namespace {

struct unit {
  std::string_view name;
  std::int64_t ms;
};
/// Longest first; of two names for one unit the one that is shown comes first.
constexpr std::array units{unit{"w", 604'800'000}, unit{"d", 86'400'000}, unit{"h", 3'600'000}, unit{"min", 60'000},
                           unit{"m", 60'000},      unit{"s", 1000},       unit{"ms", 1}};

std::string_view skip_blanks(std::string_view s) {
  while (!s.empty() && s.front() == ' ')
    s.remove_prefix(1);
  return s;
}

/// Takes one `12h` off the front; 0: there is none.
std::int64_t take_part(std::string_view& text) {
  constexpr std::size_t digits_max = 9;
  std::size_t digits = 0;
  std::int64_t count = 0;
  while (digits < text.size() && digits < digits_max && text[digits] >= '0' && text[digits] <= '9')
    count = count * 10 + (text[digits++] - '0');
  std::size_t letters = digits;
  while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z')
    ++letters;
  const auto name = text.substr(digits, letters - digits);
  if (digits == 0) return 0;
  for (const auto& u : units) {
    if (u.name != name || count > limits::wait_max / milliseconds{u.ms}) continue;
    text = skip_blanks(text.substr(letters));
    return count * u.ms;
  }
  return 0;
}

} // namespace

std::optional<milliseconds> read_seconds(std::string_view text) {
  constexpr std::size_t digits_max = 9; // seconds up to 31 years: no overflow below
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || whole.size() > digits_max || (point != std::string_view::npos && part.empty()))
    return std::nullopt;
  std::int64_t ms = 0;
  for (const char c : whole) {
    if (c < '0' || c > '9') return std::nullopt;
    ms = ms * 10 + (c - '0') * 1000;
  }
  std::int64_t weight = 100;
  for (const char c : part) {
    if (c < '0' || c > '9') return std::nullopt;
    ms += (c - '0') * weight;
    weight /= 10;
  }
  if (ms <= 0 || milliseconds{ms} > limits::wait_max) return std::nullopt;
  return milliseconds{ms};
}

std::optional<milliseconds> read_duration(std::string_view text) {
  if (const auto seconds = read_seconds(text)) return seconds;
  std::int64_t ms = 0;
  auto rest = skip_blanks(text);
  if (rest.empty()) return std::nullopt;
  while (!rest.empty()) {
    const auto part = take_part(rest);
    if (part == 0) return std::nullopt;
    ms += part;
    if (milliseconds{ms} > limits::wait_max) return std::nullopt;
  }
  return milliseconds{ms};
}

std::string show_duration(milliseconds time) {
  std::string out;
  auto left = time.count();
  for (const auto& u : units) {
    if (u.name == "m" || left < u.ms) continue;
    out += (out.empty() ? "" : " ") + std::to_string(left / u.ms) + std::string{u.name};
    left %= u.ms;
  }
  return out.empty() ? "0s" : out;
}

} // namespace charla::flows::expr
