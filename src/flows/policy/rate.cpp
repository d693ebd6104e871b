#include "flows/policy/rate.hpp"

#include <algorithm>

namespace charla::flows::policy {

rate_limit per_second(double messages, std::int64_t burst) noexcept {
  constexpr double microseconds_per_second = 1e6;
  constexpr double slowest = 1.0 / 86'400; // once a day: keeps the interval far from overflow
  rate_limit limit;
  limit.burst = std::max<std::int64_t>(burst, 1);
  // Rounded up: rather a little slower than allowed.
  if (messages > 0)
    limit.interval = std::chrono::microseconds{
        static_cast<std::int64_t>(microseconds_per_second / std::max(messages, slowest) + 0.999)};
  return limit;
}

timestamp rate_bucket::ready_at(const rate_limit& limit, timestamp now) const noexcept {
  const auto spare = limit.interval * (std::max<std::int64_t>(limit.burst, 1) - 1);
  // A fraction of a millisecond counts as a whole one: never early.
  return std::max(now, std::chrono::ceil<milliseconds>(full_at_ - spare));
}

void rate_bucket::take(const rate_limit& limit, timestamp now) noexcept {
  full_at_ = std::max<decltype(full_at_)>(full_at_, now) + limit.interval;
}

} // namespace charla::flows::policy
