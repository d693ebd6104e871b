#include "actors/feed.hpp"

namespace charla::actors {

feed_streams::feed_streams(const ports::clock& clock) : epoch_(flows::to_unix_ms(clock.now())) {}

void feed_streams::publish(std::shared_ptr<ports::feed_change> change) {
  std::vector<std::shared_ptr<ports::feed_watcher>> told;
  {
    const std::lock_guard lock{mutex_};
    auto& s = streams_[change->tenant];
    change->seq = ++s.seq;
    s.past.push_back(change);
    if (s.past.size() > remembered_max) s.past.pop_front();
    std::erase_if(s.watchers, [&](const auto& w) {
      auto alive = w.lock();
      if (!alive) return true;
      told.push_back(std::move(alive));
      return false;
    });
  }
  for (const auto& w : told)
    w->on_change(change);
}

ports::feed_start feed_streams::watch(flows::tenant_id tenant,
                                      std::weak_ptr<ports::feed_watcher> who,
                                      std::optional<ports::feed_position> since) {
  const std::lock_guard lock{mutex_};
  auto& s = streams_[tenant];
  s.watchers.push_back(std::move(who));
  ports::feed_start start;
  start.at = {epoch_, s.seq};
  if (!since || since->epoch != epoch_ || since->seq > s.seq) return start;
  const auto oldest = s.past.empty() ? s.seq + 1 : s.past.front()->seq;
  if (since->seq + 1 < oldest) return start;
  start.resumed = true;
  for (const auto& c : s.past)
    if (c->seq > since->seq) start.missed.push_back(c);
  return start;
}

feed::feed(caf::actor_config& cfg, feed_streams& streams) : actor_base(cfg, {"feed"}), streams_(streams) {}

caf::behavior feed::make_behavior() {
  return {[this](const publish& p) { streams_.publish(p.change); }};
}

} // namespace charla::actors
