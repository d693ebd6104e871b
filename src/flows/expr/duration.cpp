#include "flows/expr/duration.hpp"

#include "flows/limits.hpp"

namespace charla::flows::expr {

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

} // namespace charla::flows::expr
