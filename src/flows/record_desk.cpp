#include "flows/record_desk.hpp"

#include "flows/marks.hpp"

#include <utility>

namespace charla::flows {

namespace {

void set_aside(turn& t, timestamp until) {
  auto& c = t.next();
  if (until <= t.now()) return wake(t, "the moment is over already");
  c.status = conversation_status::snoozed;
  c.snoozed_until = until;
  t.set_timer(snooze_timer, until);
  t.trace({}, "status", std::string{name_of(c.status)});
}

} // namespace

void record_desk(turn& t, const desk_changed& m) {
  auto& c = t.next();
  if (m.assignee) c.assignee = *m.assignee;
  if (m.team) c.team = *m.team;
  if (m.assignee || m.team) t.trace({}, "assign", c.assignee + '/' + c.team);
  if (m.labels) {
    const auto before = std::exchange(c.labels, {});
    change_marks(c.labels, *m.labels, {});
    if (c.labels != before) t.trace({}, "labels", std::to_string(c.labels.size()));
  }
  if (m.snoozed_until)
    set_aside(t, *m.snoozed_until);
  else if (m.wakes)
    wake(t, m.by);
  t.trace({}, "desk_changed", m.by);
}

void record_note(turn& t, const note_written& m) {
  message line;
  line.at = t.now();
  line.dir = direction::outbound;
  line.by = author::human;
  line.body = note_content{m.text};
  line.author_name = m.author_name;
  line.client_id = m.client_id;
  t.say(std::move(line));
  t.trace({}, "note", m.author_name);
}

void wake(turn& t, const std::string& by) {
  auto& c = t.next();
  if (c.status != conversation_status::snoozed) return;
  c.status = conversation_status::open;
  t.trace({}, "reopened", "snoozed, by " + by);
}

void record_snooze_end(turn& t) {
  const auto& c = t.next();
  const bool aside = c.status == conversation_status::snoozed;
  const bool early = aside && c.snoozed_until && *c.snoozed_until > t.now();
  if (aside && !early) return wake(t, "its timer");
  t.trace({}, "stale", std::string{snooze_timer});
  if (early) t.set_timer(snooze_timer, c.snoozed_until); // this turn consumes the timer; what was agreed needs one
}

} // namespace charla::flows
