#include "actors/send_rate.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// A number may be this far ahead of its even pace: one second's worth.
constexpr std::chrono::microseconds number_burst = std::chrono::seconds{1};
/// Recipients that have caught up are forgotten every so many messages.
constexpr std::size_t forget_every = 4096;

} // namespace

send_rate::send_rate(send_rate_limits limits)
    : limits_(limits), number_interval_(static_cast<std::int64_t>(1e6 / std::max(0.001, limits.number_per_second))) {}

flows::milliseconds send_rate::take(const flows::conversation_id& recipient, flows::timestamp now) {
  const moment t = now;
  const micros pair_interval = limits_.pair_interval;
  const auto pair_burst = micros{
      static_cast<std::int64_t>(static_cast<double>(pair_interval.count()) * std::max(0.0, limits_.pair_burst - 1))};
  auto& pair = pair_due_[recipient];
  const auto wait = std::max(number_due_ - number_burst - t, pair - pair_burst - t);
  if (wait > micros{0}) return std::chrono::ceil<flows::milliseconds>(wait);
  number_due_ = std::max(number_due_, t) + number_interval_;
  pair = std::max(pair, t) + pair_interval;
  if (++taken_ % forget_every == 0) std::erase_if(pair_due_, [&](const auto& p) { return p.second <= t; });
  return flows::milliseconds{0};
}

} // namespace charla::actors
