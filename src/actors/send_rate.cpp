#include "actors/send_rate.hpp"

#include "flows/policy/retry.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// Recipients that have caught up are forgotten every so many messages.
constexpr std::size_t forget_every = 4096;
/// What may go at once after a rest: providers count in windows of a second, so it must be small against that.
constexpr double burst_seconds = 0.05;
constexpr double slowest_share = 0.05;
/// The share of the rate that comes back each second after a refusal.
constexpr double recovery_per_second = 0.01;
constexpr std::chrono::hours refusal_forgotten_after{1};
/// Providers.md A10: 4^n seconds, n = 0, 1, …; without jitter, since each recipient waits alone.
constexpr flows::policy::retry_rules pair_wait{
    .base = std::chrono::seconds{1}, .factor = 4, .cap = std::chrono::seconds{1024}, .jitter = 0, .attempts_max = 1000};

} // namespace

double send_rate::present(flows::timestamp now) const {
  const auto calm = std::chrono::duration<double>{now - refused_at_}.count();
  return limits_.number_per_second * std::min(1.0, share_ + std::max(0.0, calm) * recovery_per_second);
}

flows::policy::rate_limit send_rate::number_limit(flows::timestamp now) const {
  const auto rate = present(now);
  return flows::policy::per_second(rate, static_cast<std::int64_t>(rate * burst_seconds));
}

send_rate::room_now send_rate::room(flows::timestamp now, std::size_t most) const {
  const auto limit = number_limit(now);
  auto after = number_;
  room_now r;
  while (r.messages < most && after.ready(limit, now)) {
    after.take(limit, now);
    ++r.messages;
  }
  if (r.messages == 0) r.wait = after.ready_at(limit, now) - now;
  return r;
}

flows::milliseconds send_rate::take(const flows::conversation_id& recipient, flows::timestamp now) {
  const auto number = number_limit(now);
  auto& pair = pairs_[recipient];
  const auto ready = std::max(number_.ready_at(number, now), pair.ready_at(limits_.pair, now));
  if (ready > now) return ready - now;
  number_.take(number, now);
  pair.take(limits_.pair, now);
  if (++taken_ % forget_every == 0) {
    std::erase_if(pairs_, [&](const auto& p) { return p.second.full(now); });
    std::erase_if(refusals_, [&](const auto& r) { return now - r.second.last > refusal_forgotten_after; });
  }
  return flows::milliseconds{0};
}

void send_rate::refused_number(flows::timestamp now) {
  const auto share = present(now) / std::max(1e-9, limits_.number_per_second);
  share_ = std::max(slowest_share, share / 2);
  refused_at_ = now;
}

flows::milliseconds send_rate::refused_pair(const flows::conversation_id& recipient, flows::timestamp now) {
  auto& r = refusals_[recipient];
  r.last = now;
  ++r.in_a_row;
  return flows::policy::retry_delay(pair_wait, r.in_a_row, 0).value_or(pair_wait.cap);
}

} // namespace charla::actors
