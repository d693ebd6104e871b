#include "flows/turn.hpp"

#include <algorithm>

namespace charla::flows {

turn::turn(const conversation& state, const rules& r, timestamp now) : rules_(r), now_(now) {
  out_.next = state;
  ++out_.next.version;
}

void turn::say(message line) {
  line.seq = ++out_.next.last_seq;
  out_.next.memory.push_back(line);
  out_.messages.push_back(std::move(line));
}

void turn::note(std::string kind, std::string body) {
  message line;
  line.at = now_;
  line.dir = direction::outbound;
  line.by = author::system;
  system_content what;
  what.kind = std::move(kind);
  what.body = std::move(body);
  line.body = std::move(what);
  say(std::move(line));
}

void turn::send(send_effect effect, std::string author_name, std::string client_id) {
  // A template is paid and may carry a code: twice is worse than not at all.
  if (std::holds_alternative<template_content>(effect.body)) effect.when_in_doubt = send_effect::doubt::never;
  message line;
  line.at = now_;
  line.dir = direction::outbound;
  line.by = effect.by;
  line.body = effect.body;
  line.reply_to = effect.reply_to;
  line.send = static_cast<std::int16_t>(out_.sends.size());
  line.author_name = std::move(author_name);
  line.client_id = std::move(client_id);
  say(std::move(line));
  out_.next.waiting_since.reset();
  out_.sends.push_back(std::move(effect));
}

result<void> turn::send_as_bot(content body, priority prio) {
  if (++bot_sends_ > limits::sends_per_turn_max)
    return fail("flow.too_many_sends", "the flow sends more bubbles in one turn than allowed; put a wait between them");
  if (!service_window_open(out_.next, now_) && !std::holds_alternative<template_content>(body))
    trace({}, "window_closed", "the provider takes only templates now");
  send_effect effect;
  effect.by = author::bot;
  effect.prio = prio;
  effect.needs_consent = prio >= priority::follow_up;
  effect.body = std::move(body);
  send(std::move(effect));
  return {};
}

void turn::set_timer(std::string_view key, std::optional<timestamp> due, std::string body) {
  const auto same = [&](const timer_effect& t) { return t.key == key; };
  const auto known = std::find_if(out_.timers.begin(), out_.timers.end(), same);
  if (known != out_.timers.end()) {
    known->due = due;
    known->body = std::move(body);
    return;
  }
  out_.timers.push_back({std::string{key}, due, std::move(body)});
}

void turn::call(call_effect effect) { out_.calls.push_back(std::move(effect)); }

void turn::set_control(control_mode mode, std::optional<timestamp> until) {
  if (!out_.control) ++out_.next.ctl_seq;
  out_.control = control_effect{mode, until};
  out_.next.mode = mode;
  out_.next.human_override_until = until;
  follow_control();
}

void turn::follow_control() {
  const auto& c = out_.next;
  set_timer(override_timer, c.mode == control_mode::human ? c.human_override_until : std::nullopt);
}

void turn::end_run(run_status status, std::string why) {
  auto& run = out_.next.run;
  if (!run) return;
  if (!run->wait.timer_key.empty()) set_timer(run->wait.timer_key, std::nullopt);
  trace(run->node, "run_ended", why);
  report(status, std::move(why), now_);
  run.reset();
  run_touched_ = false;
}

void turn::report(run_status status, std::string why, std::optional<timestamp> ended) {
  auto& run = *out_.next.run;
  run_report r{run.number, {run.flow, run.flow_version}, status, run.node, std::move(why), run.started_at, ended, {}};
  // A run that is over leaves its variables to the report; one that goes on is copied.
  r.variables = ended ? std::move(run.variables) : run.variables;
  out_.runs.push_back(std::move(r));
}

void turn::visit(flow_version flow, std::string node, std::string exit) {
  out_.visits.push_back({flow, std::move(node), std::move(exit)});
}

bool turn::schedule(const std::string& name, scheduled_message message) {
  auto& all = out_.next.scheduled;
  if (all.size() >= limits::marks_max && !all.contains(name)) return false;
  set_timer(std::string{scheduled_timer} + name, message.due);
  all.insert_or_assign(name, std::move(message));
  return true;
}

void turn::unschedule(const std::string& name) {
  if (out_.next.scheduled.erase(name) == 0) return;
  set_timer(std::string{scheduled_timer} + name, std::nullopt);
}

void turn::trace(std::string node, std::string what, std::string detail) {
  out_.trace.push_back({std::move(node), std::move(what), std::move(detail)});
}

void turn::tidy_desk() {
  auto& c = out_.next;
  if (c.status == conversation_status::resolved) c.waiting_since.reset();
  if (c.status == conversation_status::snoozed || !c.snoozed_until) return;
  c.snoozed_until.reset();
  set_timer(snooze_timer, std::nullopt);
}

decision turn::take() && {
  tidy_desk();
  if (run_touched_ && out_.next.run) {
    const bool calls = out_.next.run->wait.what == wait_state::kind::call;
    report(calls ? run_status::running : run_status::waiting, {}, std::nullopt);
  }
  auto& memory = out_.next.memory;
  if (memory.size() > rules_.memory)
    memory.erase(memory.begin(), memory.end() - static_cast<std::ptrdiff_t>(rules_.memory));
  return std::move(out_);
}

} // namespace charla::flows
