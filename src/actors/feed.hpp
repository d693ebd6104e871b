#pragma once

#include "actors/base.hpp"
#include "actors/wiring.hpp"

#include <deque>
#include <unordered_map>

namespace charla::actors {

/// The streams of changes, one a tenant: numbered, with a bounded past for whoever comes back. Thread-safe, because a
/// watcher must learn its position and subscribe in one step.
class feed_streams {
public:
  explicit feed_streams(const ports::clock& clock);
  /// Numbers the change, remembers it, and hands it to the watchers.
  void publish(std::shared_ptr<ports::feed_change> change);
  ports::feed_start
  watch(flows::tenant_id tenant, std::weak_ptr<ports::feed_watcher> who, std::optional<ports::feed_position> since);

private:
  /// Changes that a reconnecting watcher can be given (console.md §3.1); older ones mean a new snapshot.
  static constexpr std::size_t remembered_max = 2000;
  struct stream {
    std::int64_t seq = 0;
    std::deque<ports::feed_change_ptr> past;
    std::vector<std::weak_ptr<ports::feed_watcher>> watchers;
  };

  std::mutex mutex_;
  std::int64_t epoch_;
  std::unordered_map<flows::tenant_id, stream> streams_;
};

/// Publishes off the threads of those who have something to tell.
class feed : public actor_base {
public:
  feed(caf::actor_config& cfg, feed_streams& streams);
  caf::behavior make_behavior() override;

private:
  feed_streams& streams_;
};

} // namespace charla::actors
