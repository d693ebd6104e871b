#include "flows/policy/retry.hpp"

#include <algorithm>

namespace charla::flows::policy {

std::optional<milliseconds> retry_delay(const retry_rules& r, std::int32_t attempt, double fraction) noexcept {
  if (attempt < 1 || attempt >= r.attempts_max) return std::nullopt;
  const auto cap = std::max(r.cap, milliseconds{0});
  const std::int64_t factor = std::max(r.factor, 1);
  auto whole = std::clamp(r.base, milliseconds{0}, cap);
  for (std::int32_t n = 1; n < attempt && whole < cap && factor > 1; ++n)
    whole = whole > cap / factor ? cap : whole * factor;
  const double less = std::clamp(r.jitter, 0.0, 1.0) * std::clamp(fraction, 0.0, 1.0);
  return whole - milliseconds{static_cast<std::int64_t>(static_cast<double>(whole.count()) * less)};
}

} // namespace charla::flows::policy
