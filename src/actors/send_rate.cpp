#include "actors/send_rate.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// Recipients that have caught up are forgotten every so many messages.
constexpr std::size_t forget_every = 4096;

} // namespace

flows::milliseconds send_rate::take(const flows::conversation_id& recipient, flows::timestamp now) {
  auto& pair = pairs_[recipient];
  const auto ready = std::max(number_.ready_at(limits_.number, now), pair.ready_at(limits_.pair, now));
  if (ready > now) return ready - now;
  number_.take(limits_.number, now);
  pair.take(limits_.pair, now);
  if (++taken_ % forget_every == 0) std::erase_if(pairs_, [&](const auto& p) { return p.second.full(now); });
  return flows::milliseconds{0};
}

} // namespace charla::actors
