#pragma once

#include "flows/definition/triggers.hpp"
#include "flows/record.hpp"
#include "flows/steps/context.hpp"

namespace charla::flows::steps {

/// Walks the run of one conversation through its flow, for one turn.
class runner {
public:
  runner(turn& t, const catalog& flows, const flow_input& in);

  result<void> on_call(const call_finished& m);
  result<void> on_request(const run_request& m);
  result<void> on_inbound();
  result<void> on_timer(const timer_fired& m);
  /// Something that may begin a flow when none runs.
  result<void> on_occasion(const occasion& o);
  /// Arms the triggers that fire when the customer stays silent from now on.
  void watch_for_silence();

private:
  /// What begins a run, and with what.
  struct beginning {
    const program* flow = nullptr;
    std::string node; ///< empty: its start
    std::string text;
    std::map<std::string, std::string> variables;
    std::string why;
  };
  result<void> start(beginning with, priority prio);
  result<void> start_fitting(const occasion& o, std::string text, priority prio);
  result<void> resume(const resumption& why, priority prio);
  result<void> proceed(const program::place* at, outcome o, priority prio);
  result<outcome> enter(const program::place& p, priority prio);
  result<const program::place*> go_into(const program::place& from, enter_flow go);
  result<void> end(std::string why, priority prio);
  result<void> expire();
  result<void> move(const run_request& m);
  result<void> count_idle_turn();
  [[nodiscard]] result<const program::place*> here() const;
  [[nodiscard]] const program* pinned() const;
  [[nodiscard]] const program* find_live(const value& flow) const;
  [[nodiscard]] context at(const program::place& p, priority prio);
  [[nodiscard]] bool is_waiting() const;

  turn& turn_;
  const catalog& flows_;
  const flow_input& in_;
  std::size_t steps_ = 0;
  bool idle_ = false;        ///< nobody has spoken in this turn
  std::string armed_before_; ///< what this turn arms itself cannot have fired yet
};

/// The flow that begins, and why: for the turn record. `flow` is nullptr when none fits.
struct selection {
  const program* flow = nullptr;
  std::string why; ///< `keyword of Ventas v3, priority 10; before any_message of Principal v1`
};
/// @param interrupting only triggers that interrupt a waiting run.
[[nodiscard]] selection select(const catalog& flows, const occasion& o, bool interrupting);

/// A timer of a trigger that waits for silence: its flow and which of its triggers.
struct silence_timer {
  flow_id flow;
  std::size_t trigger = 0;
};
inline constexpr std::string_view silence_prefix = "trigger:";
[[nodiscard]] std::string key_of(const silence_timer& t);
[[nodiscard]] std::optional<silence_timer> read_silence_timer(std::string_view key);

} // namespace charla::flows::steps
