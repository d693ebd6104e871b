#pragma once

#include "actors/roster.hpp"
#include "io/ports/clock.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/mailbox_element.hpp>
#include <caf/scheduled_actor.hpp>

namespace charla::actors {

/// The actor system's configuration, as measured best for CAF 0.17.6: `sharing`, because the default work stealing
/// starves actors; a bounded throughput, because the default lets one actor keep its thread for ever.
class system_config : public caf::actor_system_config {
public:
  /// @param deterministic use CAF's test scheduler, which runs nothing by itself.
  system_config(roster& who, const ports::clock& clock, std::size_t threads, bool deterministic = false);
  roster& alive;
  const ports::clock& time;
};

/// What every actor of Charla is: it counts its messages, enlists in the roster, turns an exception into an error with
/// its text, and drops what it does not understand with a count instead of killing the sender.
class actor_base : public caf::event_based_actor {
public:
  actor_base(caf::actor_config& cfg, designation name);
  ~actor_base() override;
  actor_base(const actor_base&) = delete;
  actor_base& operator=(const actor_base&) = delete;

  void enqueue(caf::mailbox_element_ptr what, caf::execution_unit* where) override;
  caf::invoke_message_result consume(caf::mailbox_element& what) override;
  const char* name() const override { return vitals_.name.type; }
  void on_exit() override;

protected:
  /// One word for the inspector; a literal.
  void now_is(const char* state) { vitals_.state.store(state, std::memory_order_relaxed); }
  [[nodiscard]] const vital_signs& vitals() const noexcept { return vitals_; }
  /// Sends to oneself after a delay on the system's (in tests: the fake) clock. It cannot be taken back: carry a
  /// generation number and ignore stale ones; and it keeps the actor alive, so seconds, never hours.
  template <class M>
  void tell_me_later(std::chrono::milliseconds delay, M message) {
    delayed_send(this, delay, std::move(message));
  }

private:
  void leave_roster();

  vital_signs vitals_;
  bool enlisted_ = true;
};

/// Facts that a supervisor knows about the incarnation it is about to spawn; taken by the constructor of `actor_base`.
struct birth_certificate {
  std::uint64_t parent = 0;
  std::uint32_t restarts = 0;
  std::string last_error;
};
/// Runs `spawn` so that the actor it constructs carries these facts.
class birth_scope {
public:
  explicit birth_scope(birth_certificate c);
  ~birth_scope();
  birth_scope(const birth_scope&) = delete;
  birth_scope& operator=(const birth_scope&) = delete;
};

} // namespace charla::actors
