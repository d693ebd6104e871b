#include "actors/timers.hpp"

namespace charla::actors {

namespace {

constexpr std::chrono::milliseconds tick_every{100};
constexpr std::chrono::minutes window{5};
/// Also the time after which a fired timer that nobody consumed fires again.
constexpr std::int64_t read_every_ms = 5'000;
/// A storm of timers due in the same second is spread, so that live messages keep their share.
constexpr std::size_t fired_per_tick_max = 500;
constexpr std::size_t armed_max = 200'000;

} // namespace

timers::timers(caf::actor_config& cfg, const services& with, wiring& who)
    : actor_base(cfg, {"timers"}), with_(with), who_(who) {}

caf::behavior timers::make_behavior() {
  send(this, tick{});
  return {
      [this](const arm_timer& a) { arm(a.row); },
      [this](const disarm_timer& d) { disarm(d.conversation, d.key); },
      [this](const timers_page& p) {
        if (p.failed) return;
        for (const auto& row : p.rows)
          arm(row);
        if (!p.last && !p.rows.empty())
          who_.lanes.front().tell(read_timers{p.until, p.rows.back(), caf::actor_cast<caf::actor>(this)});
      },
      [this](tick) {
        fire_due();
        read_window();
        tell_me_later(tick_every, tick{});
      },
  };
}

void timers::arm(const ports::timer_row& row) {
  // Far timers cost nothing: the store keeps them until their window comes.
  if (row.due > with_.clock.now() + window || armed_.size() >= armed_max) return disarm(row.conversation, row.key);
  const key k{row.conversation, row.key};
  if (const auto just = fired_.find(k); just != fired_.end() && just->second.first == row.generation) return;
  if (const auto old = armed_.find(k); old != armed_.end()) {
    if (old->second->second.generation >= row.generation) return;
    wheel_.erase(old->second);
    armed_.erase(old);
  }
  armed_[k] = wheel_.emplace(row.due, row);
}

void timers::disarm(const flows::conversation_id& conversation, const std::string& name) {
  const auto found = armed_.find({conversation, name});
  if (found == armed_.end()) return;
  wheel_.erase(found->second);
  armed_.erase(found);
}

void timers::read_window() {
  const auto now = with_.clock.boot_ms();
  if (now < next_read_ms_) return;
  next_read_ms_ = now + read_every_ms;
  std::erase_if(fired_, [&](const auto& f) { return now - f.second.second >= read_every_ms; });
  who_.lanes.front().tell(read_timers{with_.clock.now() + window, std::nullopt, caf::actor_cast<caf::actor>(this)});
}

void timers::fire_due() {
  const auto now = with_.clock.now();
  // A store in trouble: what the bot would say later waits; that it may speak again does not (protocol §5).
  const auto follow_ups_wait = who_.door.present(with_.clock.boot_ms()) != admission::level::green;
  auto next = wheel_.begin();
  for (std::size_t seen = 0; seen < fired_per_tick_max && next != wheel_.end() && next->first <= now; ++seen) {
    if (follow_ups_wait && next->second.key != flows::override_timer) {
      ++next;
      continue;
    }
    const auto row = next->second;
    armed_.erase({row.conversation, row.key});
    next = wheel_.erase(next);
    fired_[{row.conversation, row.key}] = {row.generation, with_.clock.boot_ms()};
    auto cause = std::make_shared<flows::cause>(
        flows::cause{{}, row.due, {}, flows::timer_fired{row.key, row.generation, row.body}});
    who_.shard_of(row.conversation).tell(deliver{row.tenant, row.channel, row.conversation, std::move(cause)});
  }
}

} // namespace charla::actors
