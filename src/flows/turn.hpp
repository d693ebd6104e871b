#pragma once

#include "flows/decide.hpp"

namespace charla::flows {

/// A decision while it is being made. Everything that changes the next state or reaches the outside goes through here,
/// so that numbering, limits and the rule "silent means silent" stand in one place.
class turn {
public:
  turn(const conversation& state, const rules& r, timestamp now);

  [[nodiscard]] conversation& next() noexcept { return out_.next; }
  [[nodiscard]] const conversation& next() const noexcept { return out_.next; }
  [[nodiscard]] const rules& rule() const noexcept { return rules_; }
  [[nodiscard]] timestamp now() const noexcept { return now_; }
  [[nodiscard]] bool bot_silent() const { return bot_is_silent(out_.next, now_); }
  [[nodiscard]] std::size_t timer_count() const noexcept { return out_.timers.size(); }
  [[nodiscard]] std::size_t call_count() const noexcept { return out_.calls.size(); }
  [[nodiscard]] std::size_t trace_count() const noexcept { return out_.trace.size(); }
  [[nodiscard]] bool control_set() const noexcept { return out_.control.has_value(); }

  /// Appends a history line; its `seq` is given here.
  void say(message line);
  /// Appends a history line that the system itself writes: what happened, for the person who reads the thread.
  void note(std::string kind, std::string body);
  /// Appends a bubble to send and its history line.
  void send(send_effect effect, std::string author_name = {}, std::string client_id = {});
  /// A bubble of the bot. Counted: `flow.too_many_sends` beyond `limits::sends_per_turn_max`.
  result<void> send_as_bot(content body, priority prio);

  /// Arms a timer (`due`) or cancels it; one effect a key, the last one holds.
  void set_timer(std::string_view key, std::optional<timestamp> due, std::string body = {});
  void call(call_effect effect);
  /// Changes who speaks, and arms or cancels the timer of the return.
  void set_control(control_mode mode, std::optional<timestamp> until);
  /// Arms or cancels the timer of the return for a change that the store has made already.
  void follow_control();
  /// The run has been begun or moved in this turn: how it stands at the end of the turn is reported.
  void touch_run() noexcept { run_touched_ = true; }
  /// Ends the run, with its timer. @param why for the trace: `end`, `interrupted`, `handoff`, …
  void end_run(run_status status, std::string why);
  void visit(flow_version flow, std::string node, std::string exit = {});
  void announce(event_effect effect) { out_.events.push_back(std::move(effect)); }

  /// A bubble for later; false when too many wait already.
  bool schedule(const std::string& name, scheduled_message message);
  void unschedule(const std::string& name);

  void trace(std::string node, std::string what, std::string detail = {});

  [[nodiscard]] decision take() &&;

private:
  void report(run_status status, std::string why, std::optional<timestamp> ended);
  /// Nobody is set aside any longer than it is snoozed, and nobody waits in what is resolved.
  void tidy_desk();

  decision out_;
  const rules& rules_;
  timestamp now_;
  std::size_t bot_sends_ = 0;
  bool run_touched_ = false;
};

} // namespace charla::flows
