#include "flows/record.hpp"

#include "flows/marks.hpp"
#include "flows/overloaded.hpp"
#include "flows/record_desk.hpp"
#include "flows/record_inbound.hpp"

#include <algorithm>

namespace charla::flows {

namespace {

void fill_empty(address& known, const address& told) {
  if (known.wa_id.empty()) known.wa_id = told.wa_id;
  if (known.user_id.empty()) known.user_id = told.user_id;
}

/// A person of ours spoke or took over at this moment. An earlier promise to be silent longer is kept.
void silence_for_person(turn& t) {
  const auto& c = t.next();
  auto until = std::optional{t.now() + t.rule().human_override};
  if (c.mode == control_mode::human && t.bot_silent()) {
    if (!c.human_override_until) return;
    until = std::max(*until, *c.human_override_until);
  }
  t.set_control(control_mode::human, until);
}

void record_echo(turn& t, const echo_message& m) {
  fill_empty(t.next().peer, m.to);
  message line;
  line.at = m.sent_at;
  line.dir = direction::outbound;
  line.by = author::human;
  line.body = m.body;
  line.provider_id = m.provider_id;
  t.say(std::move(line));
  t.next().waiting_since.reset();
  t.trace({}, "echo", "human");
  silence_for_person(t);
}

void record_history(turn& t, const history_message& m) {
  fill_empty(t.next().peer, m.peer);
  message line;
  line.at = m.sent_at;
  line.dir = m.from_us ? direction::outbound : direction::inbound;
  line.by = m.from_us ? author::human : author::contact;
  line.body = m.body;
  line.provider_id = m.provider_id;
  t.say(std::move(line));
}

/// What a person or a program asked to be sent.
void send_request(turn& t, const outgoing_request& m) {
  send_effect effect;
  effect.by = m.by;
  effect.prio = m.by == author::human ? priority::human : m.prio;
  effect.body = m.body;
  effect.reply_to = m.reply_to;
  if (m.once) effect.when_in_doubt = send_effect::doubt::never;
  effect.needs_consent = m.needs_consent;
  effect.expires_at = m.expires_at;
  t.send(std::move(effect), m.author_name, m.client_id);
  t.trace({}, "outgoing", std::string{name_of(m.by)});
}

/// A person who writes has taken over (R151), at the moment when it goes; who has already been given the conversation
/// keeps the agreed time.
void person_writes(turn& t, author by) {
  const bool already_theirs = t.next().mode == control_mode::human && t.bot_silent();
  if (by == author::human && !already_theirs) silence_for_person(t);
}

void record_outgoing(turn& t, const outgoing_request& m) {
  fill_empty(t.next().peer, m.to);
  if (m.send_at && *m.send_at > t.now()) {
    auto later = m;
    later.send_at.reset();
    if (t.schedule(m.client_id, {*m.send_at, {}, false, std::move(later)}))
      return t.trace({}, "scheduled", m.client_id);
    t.trace({}, "too_many_scheduled", m.client_id);
    return t.note("not_scheduled", m.client_id + ": too many messages wait for their moment already");
  }
  person_writes(t, m.by);
  send_request(t, m);
}

void record_control(turn& t, const control_changed& m) {
  // The store has changed the state already. Only when a cause earlier in this turn changed it again, the later word
  // must be said again.
  if (t.control_set()) {
    t.set_control(m.mode, m.until);
  } else {
    t.follow_control();
  }
  std::string what{name_of(m.mode)};
  if (!m.by.empty()) what += " by " + m.by;
  if (!m.reason.empty()) what += ": " + m.reason;
  t.note("control_changed", std::move(what));
  t.trace({}, "control", std::string{name_of(m.mode)});
}

void record_status(turn& t, const status_changed& m, flow_input& in) {
  t.next().status = m.status;
  std::string what{name_of(m.status)};
  if (!m.by.empty()) what += " by " + m.by;
  t.note("status_changed", std::move(what));
  t.trace({}, "status", std::string{name_of(m.status)});
  if (m.status != conversation_status::resolved) return;
  t.end_run(run_status::interrupted, "resolved");
  in.resolved = true;
}

void record_override_end(turn& t) {
  const auto& c = t.next();
  const bool due = c.mode == control_mode::human && c.human_override_until && *c.human_override_until <= t.now();
  if (!due) {
    t.trace({}, "stale", std::string{override_timer});
    // This turn consumes the timer; the return that is still to come needs one.
    if (c.mode == control_mode::human && c.human_override_until) t.follow_control();
    return;
  }
  t.set_control(control_mode::bot, std::nullopt);
  t.note("control_changed", "bot: the agreed silence is over");
  t.trace({}, "control", "bot");
}

void record_failure(turn& t, const delivery_failed& m) {
  auto what = std::to_string(m.code);
  if (!m.title.empty()) what += ' ' + m.title;
  what += " (" + std::to_string(m.send.version) + ':' + std::to_string(m.send.index) + ')';
  t.trace({}, "delivery_failed", what);
  t.note("delivery_failed", std::move(what));
}

void record_contact(turn& t, const contact_changed& m, flow_input& in) {
  auto& c = t.next();
  if (m.name) {
    c.contact_name = *m.name;
    c.named = true;
  }
  if (m.language) c.language = *m.language;
  for (const auto& [key, value] : m.attributes) {
    if (value.empty())
      c.attributes.erase(key);
    else if (c.attributes.size() < limits::attributes_max || c.attributes.contains(key))
      c.attributes.insert_or_assign(key, value);
  }
  change_marks(c.tags, m.tags_added, m.tags_removed);
  if (m.opted_in) {
    in.opted_in = *m.opted_in && c.agreed != consent::opted_in;
    c.agreed = *m.opted_in ? consent::opted_in : consent::opted_out;
    c.agreed_by = m.by;
  }
  t.trace({}, "contact_changed", m.by);
}

/// A bubble whose moment has come. People who have taken over speak for themselves: it is left out then.
void send_scheduled(turn& t, const std::string& name) {
  auto& waiting = t.next().scheduled;
  const auto found = waiting.find(name);
  if (found == waiting.end()) return t.trace({}, "stale", std::string{scheduled_timer} + name);
  auto text = std::move(found->second.text);
  const auto request = std::move(found->second.request);
  waiting.erase(found);
  if (request) { // a person or a program asked for this moment, whoever speaks now
    t.trace({}, "scheduled", name);
    person_writes(t, request->by);
    return send_request(t, *request);
  }
  if (t.bot_silent()) return t.trace({}, "suppressed", "scheduled " + name);
  t.trace({}, "scheduled", name);
  // One bubble was measured when it was scheduled: it cannot be one too many.
  if (const auto sent = t.send_as_bot(text_content{std::move(text)}, priority::follow_up); !sent)
    t.trace({}, "suppressed", sent.error().code);
}

/// A timer that somebody has taken back, whoever speaks now.
void cancel_timer(turn& t, const run_request& m) {
  const auto& run = t.next().run;
  t.trace({}, "cancelled", m.node + " by " + m.by);
  if (m.node.starts_with(scheduled_timer)) return t.unschedule(m.node.substr(scheduled_timer.size()));
  if (m.node == snooze_timer) t.next().snoozed_until.reset(); // set aside until somebody opens it
  if (run && run->wait.timer_key == m.node) return t.end_run(run_status::interrupted, "cancelled by " + m.by);
  t.set_timer(m.node, std::nullopt);
}

void record_request(turn& t, const run_request& m, flow_input& in) {
  if (m.what == run_request::act::cancel_timer) return cancel_timer(t, m);
  if (m.what == run_request::act::fire_timer && m.node == snooze_timer) return wake(t, m.by);
  const bool of_message = m.what == run_request::act::fire_timer && m.node.starts_with(scheduled_timer);
  if (!of_message) return in.requests.push_back(&m);
  t.set_timer(m.node, std::nullopt); // it fires by this turn, not by its row
  send_scheduled(t, m.node.substr(scheduled_timer.size()));
}

} // namespace

void record(turn& t, const cause& c, flow_input& in) {
  std::visit(overloaded{
                 [&](const inbound_message& m) { record_inbound(t, m, in); },
                 [&](const echo_message& m) { record_echo(t, m); },
                 [&](const history_message& m) { record_history(t, m); },
                 [&](const outgoing_request& m) { record_outgoing(t, m); },
                 [&](const control_changed& m) { record_control(t, m); },
                 [&](const status_changed& m) { record_status(t, m, in); },
                 [&](const timer_fired& m) {
                   if (m.key == override_timer) {
                     record_override_end(t);
                   } else if (m.key == snooze_timer) {
                     record_snooze_end(t);
                   } else if (m.key.starts_with(scheduled_timer)) {
                     send_scheduled(t, m.key.substr(scheduled_timer.size()));
                   } else {
                     in.timers.push_back(&m);
                   }
                 },
                 [&](const call_finished& m) { in.calls.push_back(&m); },
                 [&](const delivery_failed& m) { record_failure(t, m); },
                 [&](const run_request& m) { record_request(t, m, in); },
                 [&](const contact_changed& m) { record_contact(t, m, in); },
                 [&](const desk_changed& m) { record_desk(t, m); },
                 [&](const note_written& m) { record_note(t, m); },
             },
             c.body);
}

} // namespace charla::flows
