#pragma once

#include "flows/decide.hpp"

#include <functional>

/// What authors check their flows with, before a customer meets them. Pure like the rest of the room.
namespace charla::flows::check {

/// Encodes a state and decodes it again, as the store does between two turns. `memory` may be left out, and what the
/// store keeps in columns: `version`, `ctl_seq`, `mode`, `human_override_until`.
using round_trip = std::function<result<conversation>(const conversation&)>;

/// What a rehearsal begins with.
struct stage {
  catalog flows;
  rules rule;
  timestamp now; ///< when it begins
  std::string phone = "5491155550100";
  std::string name = "Ana"; ///< of the customer's profile
  conversation state;       ///< of a new customer, unless filled in
  round_trip survives;      ///< absent: states are not encoded
};

/// One bubble that the customer gets, or a person's line that the system sends.
struct bubble {
  timestamp at;
  author by = author::bot;
  content body;
  friend bool operator==(const bubble&, const bubble&) = default;
};

/// What one act of a rehearsal led to: the turns it took, put together in their order.
struct scene {
  std::size_t turns = 0;
  std::vector<bubble> bubbles;
  std::vector<trace_line> trace;
  std::vector<run_report> runs; ///< the last word of each turn; of one run several when there were several turns
  std::vector<visit> visits;
  std::vector<event_effect> events;
  std::vector<call_effect> calls;        ///< asked in this act; the one that still waits is `rehearsal::pending_call()`
  std::vector<timer_effect> timers;      ///< armed and cancelled
  std::optional<control_effect> control; ///< the last change of who speaks
  friend bool operator==(const scene&, const scene&) = default;
};

/// Why an act could not be played; nothing of it has happened then. Codes: those of `decide`; those of the codec;
/// `rehearsal.state_lost` (the state is another one after encoding and decoding), `rehearsal.no_call` (nobody asked),
/// `rehearsal.nothing_to_tap` (no bubble offers that id), `rehearsal.too_many_turns` (a wait fires timers without end).
using played = tl::expected<scene, undecided>;

/// A conversation played without a world: one customer, a clock that stands still until `wait`, timers and calls that
/// nobody but the caller answers. Deterministic: the same acts lead to the same scenes.
class rehearsal {
public:
  struct armed_timer {
    timestamp due;
    std::string body;
    std::int64_t generation = 0; ///< order of arming: of two that are due at once the earlier one fires first
  };

  explicit rehearsal(stage on);

  /// The customer writes.
  [[nodiscard]] played hear(std::string text);
  /// The customer sends something else: a photo, a place, …
  [[nodiscard]] played hear(content body);
  /// The customer taps what a bubble has offered under `id`.
  /// @param title what stands on it; empty: as it was offered. With a title the id need not have been offered, which
  ///              is how a template's quick reply is tapped (`from`).
  [[nodiscard]] played
  tap(const std::string& id, std::string title = {}, std::optional<choice_content::origin> from = std::nullopt);
  /// Time passes, at most a year; the timers that come due meanwhile fire one by one, each at its own moment.
  [[nodiscard]] played wait(milliseconds time);
  /// The call that waits is answered; one of another token is given to the flow as it is, and is stale to it.
  [[nodiscard]] played answer(const call_token& call,
                              call_finished::outcome how,
                              std::int32_t status,
                              std::string body,
                              std::map<std::string, std::string> values = {});
  /// Anything else that can happen. A change of who speaks is made first, as the store does.
  [[nodiscard]] played tell(cause_body body);

  [[nodiscard]] const conversation& state() const noexcept { return world_.state; }
  [[nodiscard]] timestamp now() const noexcept { return world_.now; }
  [[nodiscard]] const catalog& flows() const noexcept { return stage_.flows; }
  [[nodiscard]] const rules& rule() const noexcept { return stage_.rule; }
  [[nodiscard]] const std::map<std::string, armed_timer>& timers() const noexcept { return world_.timers; }
  /// The call that the run waits for; nullptr when it waits for none.
  [[nodiscard]] const call_effect* pending_call() const noexcept;
  /// Every step entered and left so far.
  [[nodiscard]] const std::vector<visit>& visits() const noexcept { return world_.visits; }

private:
  struct world {
    conversation state;
    timestamp now;
    std::map<std::string, armed_timer> timers;
    std::optional<call_effect> call;
    std::vector<visit> visits;
    std::vector<interactive_content> offered; ///< newest last
    std::int64_t heard = 0;
    std::int64_t armed = 0;
  };

  [[nodiscard]] tl::expected<void, undecided> take_turn(world& w, cause_body why, scene& out) const;
  [[nodiscard]] result<void> encode_and_decode(world& w) const;
  [[nodiscard]] played act(world next, cause_body why);
  static void note(world& w, decision d, scene& out);

  stage stage_;
  world world_;
};

/// Turns that one `wait` may take.
inline constexpr std::size_t turns_per_wait_max = 10'000;

} // namespace charla::flows::check
