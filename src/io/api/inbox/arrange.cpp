#include "flows/limits.hpp"
#include "io/api/addressee.hpp"
#include "io/api/body.hpp"
#include "io/api/email.hpp"
#include "io/api/moment.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

constexpr std::size_t name_max = 100;
constexpr std::size_t label_max = 60;
constexpr std::size_t time_max = 40;
constexpr std::size_t client_id_max = 128;
constexpr std::chrono::hours snooze_max{24 * 366};

void say_ok(json::writer& w, const ports::command_result&) { w.member("ok", true); }

void fail(const call& c, const ports::responder_ptr& done, const problem& p) {
  (*done)(to_response(p, c.request.correlation_id));
}

/// A name with an `@` is a colleague's: it must be one's, as accounts have it. Others are the organisation's own words.
std::optional<std::string> read_assignee(const call& c, body& b) {
  auto given = b.maybe_text("assignee", name_max);
  if (!given || given->find('@') == std::string::npos) return given;
  const auto unknown = [&] { b.wrong("assignee", "unknown", "The e-mail of an active user of this tenant."); };
  const auto email = read_email(*given);
  if (!email) return unknown(), std::nullopt;
  const auto user = c.store().user_by_email(*email);
  if (!user) return b.give_up(store_failed(user.error())), std::nullopt;
  if (!*user || (*user)->tenant != c.who.tenant || (*user)->status != "active") return unknown(), std::nullopt;
  return email;
}

/// A moment sets it aside; an empty text, or null, takes it back.
void read_snooze(const call& c, body& b, flows::desk_changed& to) {
  if (!b.has("snoozed_until")) return;
  const auto text = b.maybe_text("snoozed_until", time_max);
  if (!text || text->empty()) {
    to.wakes = true;
    return;
  }
  const auto now = c.house.with.clock.now();
  const auto at = parse_time(*text);
  if (!at)
    b.wrong("snoozed_until", "format", "RFC 3339: 2026-11-21T09:00:00-03:00; empty: no longer.");
  else if (*at <= now || *at > now + snooze_max)
    b.wrong("snoozed_until", "range", "Later than now and within a year.");
  to.snoozed_until = at;
}

flows::desk_changed read_change(const call& c, body& b) {
  flows::desk_changed out;
  out.assignee = read_assignee(c, b);
  out.team = b.maybe_text("team", name_max);
  out.labels = b.maybe_texts("labels", flows::limits::marks_max, label_max);
  read_snooze(c, b, out);
  const bool any = out.assignee || out.team || out.labels || out.snoozed_until || out.wakes;
  if (b.good() && !any) b.wrong("assignee", "required", "Say at least one of: assignee, team, labels, snoozed_until.");
  return out;
}

std::string details_of(const flows::desk_changed& d) {
  json::writer w;
  w.begin_object();
  if (d.assignee) w.member("assignee", *d.assignee);
  if (d.team) w.member("team", *d.team);
  if (d.labels) {
    w.key("labels").begin_array();
    for (const auto& l : *d.labels)
      w.text(l);
    w.end_array();
  }
  if (d.snoozed_until) w.member("snoozed_until", show_time(*d.snoozed_until));
  if (d.wakes) w.member("snoozed_until", "");
  w.end_object();
  return w.take();
}

void arrange(call& c, const ports::responder_ptr& done) {
  const auto to = find_addressee(c);
  if (!to) return fail(c, done, to.error());
  auto b = body::of(c.request);
  if (!b) return fail(c, done, b.error());
  ports::change_desk what{read_change(c, *b)};
  b->refuse_unknown();
  if (!b->good()) return fail(c, done, b->take_problem());
  note_audit(c, "conversation.change", flows::to_string(to->row.id.value()), details_of(what.change));
  command(c, done, to->channel, to->row.summary.peer, std::move(what), say_ok);
}

void write_note(call& c, const ports::responder_ptr& done) {
  const auto to = find_addressee(c);
  if (!to) return fail(c, done, to.error());
  auto b = body::of(c.request);
  if (!b) return fail(c, done, b.error());
  ports::write_note what;
  what.note.text = b->text("text", flows::limits::text_length_max);
  what.note.client_id = b->maybe_text("client_id", client_id_max).value_or("");
  what.note.author_name = c.who.name;
  b->refuse_unknown();
  if (!b->good()) return fail(c, done, b->take_problem());
  if (!what.note.client_id.empty()) {
    const auto before = c.store().message_by_client_id(c.who.tenant, what.note.client_id);
    if (!before) return fail(c, done, store_failed(before.error()));
    if (*before && (*before)->row.type != "note")
      return fail(c, done, conflict("This client_id stands for a message that was sent: use a new one."));
    if (*before) return (*done)(ok_response());
  }
  command(c, done, to->channel, to->row.summary.peer, std::move(what), say_ok);
}

} // namespace

endpoints arrange_endpoints() {
  return {
      {"PATCH", "/api/v1/conversations/{id}", right::conversations_write,
       "Who has it, what it is marked with, until when it is set aside", "conversation_change", "ok", arrange},
      {"POST", "/api/v1/conversations/{id}/notes", right::conversations_write,
       "A private note in the thread: colleagues see it, the customer does not", "note_new", "ok", write_note},
  };
}

} // namespace charla::api
