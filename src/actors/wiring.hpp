#pragma once

#include "actors/admission.hpp"
#include "actors/directory.hpp"
#include "actors/letter_alarm.hpp"
#include "actors/messages.hpp"
#include "actors/turn_gate.hpp"
#include "io/ports/blobs.hpp"
#include "io/ports/clock.hpp"
#include "io/ports/codec.hpp"
#include "io/ports/config.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/log.hpp"
#include "io/ports/metrics.hpp"

#include <atomic>

namespace charla::actors {

/// The ports an actor may use. All of them outlive the actor system and are thread-safe.
struct services {
  ports::clock& clock;
  ports::crypto& crypto;
  ports::codec& codec;
  ports::log& log;
  ports::metrics& metrics;
  ports::http_client& http;
  const ports::engine_config& config;
  const ports::channel_config& channel_defaults;
  ports::blob_store& blobs;
  const ports::media_config& media;
};

/// Turns between deciding and their commit, on this node (protocol §5: a commit lane takes 256).
inline constexpr std::size_t turns_in_flight_max = 256;

/// The senders by channel; channels come and go while the engine runs. Thread-safe.
class sender_book {
public:
  [[nodiscard]] std::optional<ref<sender_protocol>> find(flows::channel_id channel) const;
  /// The sender's ref, made when it is not there yet; `second` tells whether it was made now.
  std::pair<ref<sender_protocol>, bool> obtain(flows::channel_id channel);
  [[nodiscard]] std::vector<std::pair<flows::channel_id, ref<sender_protocol>>> all() const;

private:
  mutable std::mutex mutex_;
  std::unordered_map<flows::channel_id, ref<sender_protocol>> senders_;
};

/// What this node has done since its start; counted after each commit.
struct work_done {
  std::atomic<std::int64_t> events_accepted{0};
  std::atomic<std::int64_t> turns_committed{0};
  std::atomic<std::int64_t> sends_accepted{0};
  std::atomic<std::int64_t> failures{0}; ///< bubbles that failed, and dead letters
};

/// Who is where. Made before the first actor, so that they may name each other in any order.
struct wiring {
  std::vector<ref<persistence_protocol>> lanes;
  ref<reader_protocol> reader;
  ref<ingress_protocol> ingress;
  std::vector<ref<shard_protocol>> shards;
  sender_book senders;
  ref<timers_protocol> timers;
  ref<agent_protocol> agent;
  ref<media_protocol> media;
  ref<dispatcher_protocol> dispatcher;
  ref<feed_protocol> feed;
  ref<inspector_protocol> inspector;
  ref<recovery_protocol> recovery;
  directory_holder directory;
  admission door;
  tenant_backlog backlog;
  tenant_backlog at_the_door; ///< events of each tenant between the door and their commit
  turn_gate gate{turns_in_flight_max};
  work_done work;
  letter_alarm letters;                       ///< tells people of what could not be processed, not too often
  std::atomic<std::int64_t> commits_begun{0}; ///< by all lanes
  std::atomic<std::int64_t> commits_over{0};  ///< of those, whose outcome is known and counted below
  std::atomic<std::int64_t> timers_armed{0};  ///< by committed turns, since the start
  std::atomic<std::int64_t> timers_fired{0};  ///< consumed by committed turns and dead letters
  bool backlog_counted = false;               ///< by the first scan of the inbox; commits keep it true from then on

  /// One lane a virtual shard, so that a conversation's writes keep their order.
  [[nodiscard]] std::size_t lane_number_of(const flows::conversation_id& id) const {
    return flows::shard_of(id).value() % lanes.size();
  }
  [[nodiscard]] const ref<persistence_protocol>& lane_of(const flows::conversation_id& id) const {
    return lanes[lane_number_of(id)];
  }
  [[nodiscard]] const ref<shard_protocol>& shard_of(const flows::conversation_id& id) const {
    return shards[flows::shard_of(id).value() % shards.size()];
  }
};

} // namespace charla::actors
