#include "io/api/key_rate.hpp"

#include <algorithm>
#include <cmath>

namespace charla::api {

namespace {

constexpr double minute_ms = 60'000;

std::int32_t seconds_for(double tokens, double per_minute) {
  return static_cast<std::int32_t>(std::ceil(tokens / per_minute * 60));
}

} // namespace

key_allowance key_rate::take(std::int32_t key, std::int32_t per_minute) {
  if (per_minute <= 0) return {};
  const double size = per_minute;
  const std::lock_guard lock{mutex_};
  const auto now = clock_.boot_ms();
  if (buckets_.size() >= buckets_max && buckets_.count(key) == 0) {
    std::erase_if(buckets_, [&](const auto& b) { return static_cast<double>(now - b.second.at_ms) >= minute_ms; });
    if (buckets_.size() >= buckets_max) buckets_.erase(buckets_.begin());
  }
  auto& b = buckets_.try_emplace(key, bucket{size, now}).first->second;
  b.tokens = std::min(size, b.tokens + static_cast<double>(now - b.at_ms) / minute_ms * size);
  b.at_ms = now;
  const bool goes = b.tokens >= 1;
  if (goes) b.tokens -= 1;
  return {per_minute, static_cast<std::int32_t>(b.tokens), seconds_for(size - b.tokens, size),
          goes ? 0 : std::max(1, seconds_for(1 - b.tokens, size))};
}

} // namespace charla::api
