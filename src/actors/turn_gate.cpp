#include "actors/turn_gate.hpp"

#include "actors/messages.hpp"

#include <caf/send.hpp>

namespace charla::actors {

std::pair<turn_gate::ticket, bool> turn_gate::enter(flows::tenant_id tenant, const caf::actor& who, bool at_once) {
  const std::lock_guard lock{mutex_};
  const auto number = ++last_;
  const bool now = at_once || in_flight_ < turns_max_;
  places_.emplace(number, now);
  if (now) {
    ++in_flight_;
  } else {
    queue_.push(tenant, {number, who});
    ++waiting_count_;
  }
  return {ticket{this, number}, now};
}

std::optional<turn_gate::waiter> turn_gate::next() {
  while (auto first = queue_.pop()) {
    const auto place = places_.find(first->number);
    if (place == places_.end()) continue; // has given up its ticket while it waited
    place->second = true;
    return first;
  }
  return std::nullopt;
}

void turn_gate::leave(std::uint64_t number) {
  std::optional<waiter> granted;
  {
    const std::lock_guard lock{mutex_};
    const auto place = places_.find(number);
    if (place == places_.end()) return;
    const bool flew = place->second;
    places_.erase(place);
    if (!flew) {
      --waiting_count_;
      return;
    }
    --in_flight_;
    if (in_flight_ >= turns_max_) return;
    granted = next();
    if (granted) {
      ++in_flight_;
      --waiting_count_;
    }
  }
  if (granted) caf::anon_send(granted->who, turn_granted{granted->number});
}

std::size_t turn_gate::waiting() const {
  const std::lock_guard lock{mutex_};
  return waiting_count_;
}

std::size_t turn_gate::in_flight() const {
  const std::lock_guard lock{mutex_};
  return in_flight_;
}

} // namespace charla::actors
