#pragma once

#include "io/ports/engine.hpp"

#include <array>
#include <atomic>
#include <mutex>

/// Who is alive. CAF 0.17.6 (as Debian builds it) has neither a list of actors nor mailbox sizes nor metrics, so the
/// base actor counts for itself and enlists here; whoever inspects reads the counters without touching an actor.
namespace charla::actors {

/// What an actor is called: `shard/7`, `conversation/<uuid>`.
struct designation {
  const char* type = "actor";
  std::int64_t number = -1; ///< shown when not negative
  flows::uuid uuid{};       ///< shown when not nil
};

/// The counters of one actor; part of the actor itself. Written by its thread, read by anybody.
struct vital_signs {
  std::uint64_t id = 0;
  std::uint64_t parent = 0;
  designation name;
  std::int64_t born_ms = 0; ///< boot clock
  std::atomic<std::uint64_t> received{0};
  std::atomic<std::uint64_t> processed{0};
  std::atomic<std::uint64_t> mailbox_peak{0};
  std::atomic<std::uint64_t> busy_ns{0};
  std::atomic<const char*> state{"idle"}; ///< always a literal
  std::uint32_t restarts = 0;
  std::string last_error; ///< of the incarnation before; set before the actor enlists

  // intrusive list of the roster: sixteen bytes an actor, no allocation
  vital_signs* next = nullptr;
  vital_signs* previous = nullptr;
};

class roster {
public:
  void enlist(vital_signs& v);
  void strike(vital_signs& v);

  /// Everybody but conversations, and at most `conversations_max` of those; ordered by id, parents before children.
  [[nodiscard]] ports::actor_tree snapshot(std::size_t conversations_max, std::int64_t now_ms) const;
  /// Sums by actor type: how many, how much waits.
  struct tally {
    std::string type;
    std::size_t actors = 0;
    std::uint64_t mailbox = 0;
    std::uint64_t mailbox_max = 0;
  };
  [[nodiscard]] std::vector<tally> tallies() const;
  /// Messages handled by all actors that ever lived; never falls.
  [[nodiscard]] std::uint64_t processed() const;

private:
  // A million conversations come and go from two threads: one lock would be the busiest place of the engine.
  static constexpr std::size_t stripes = 16;
  struct stripe {
    mutable std::mutex mutex;
    vital_signs* first = nullptr;
    std::uint64_t processed_by_the_gone = 0;
  };
  std::array<stripe, stripes> stripes_;
};

[[nodiscard]] ports::actor_info describe(const vital_signs& v, std::int64_t now_ms);

} // namespace charla::actors
