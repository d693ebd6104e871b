#include "flows/expr/plain_number.hpp"

#include <charconv>
#include <cmath>

namespace charla::flows::expr {

std::optional<double> read_number(std::string_view text) {
  double n = 0;
  const auto* const end = text.data() + text.size();
  const auto [at, failed] = std::from_chars(text.data(), end, n);
  if (failed != std::errc{} || at != end || !std::isfinite(n)) return std::nullopt;
  return n;
}

} // namespace charla::flows::expr
