#include "io/api/agenda/appointment.hpp"

#include "io/api/show.hpp"

namespace charla::api {

namespace {

using ports::appointment_row;
using ports::appointment_status;
using change = ports::appointment_changed::change;
using outcome = ports::booking::outcome;

/// Name space of these events' ids: made once at random, part of the stored data for ever.
constexpr flows::uuid event_space{
    {0x6d, 0x1f, 0x0a, 0x4e, 0x9c, 0x3b, 0x4f, 0x52, 0x8e, 0x61, 0x2a, 0x77, 0xd0, 0x15, 0xbb, 0x04}};
constexpr int tries_max = 3;

template <class Id>
void write_id(json::writer& w, std::string_view name, const std::optional<Id>& id) {
  w.key(name);
  if (id)
    w.text(flows::to_string(id->value()));
  else
    w.null();
}

std::string_view type_of(change what) {
  switch (what) {
  case change::created: return "appointment.created";
  case change::updated: return "appointment.updated";
  case change::deleted: return "appointment.cancelled";
  }
  return {};
}

/// @param revision that it has when this is true.
ports::event_out event_of(const call& c, const appointment_row& a, change what, std::int64_t revision) {
  const auto id = flows::to_string(a.id.value());
  ports::told_event e{std::string{type_of(what)}, c.house.with.clock.now(), {}};
  e.data = {{"appointment_id", id},
            {"resource_id", flows::to_string(a.resource.value())},
            {"status", std::string{name_of(a.status)}},
            {"starts_at", show_time(a.starts_at)},
            {"ends_at", show_time(a.ends_at)},
            {"revision", revision}};
  if (a.contact) e.data.emplace_back("contact_id", flows::to_string(a.contact->value()));
  if (a.conversation) e.data.emplace_back("conversation_id", flows::to_string(a.conversation->value()));
  auto body = c.house.with.codec.encode(e);
  const auto name = std::to_string(a.tenant.value()) + "/appointment/" + id + '/' + std::to_string(revision);
  return {c.house.with.crypto.named_uuid(event_space, name), std::move(e.type), e.at, std::move(body)};
}

problem taken_by(const appointment_row& other) {
  auto p = conflict("Another appointment of this resource has this time: see `conflict`.");
  json::writer w;
  w.begin_object().member("id", flows::to_string(other.id.value())).member("title", other.title);
  w.member("starts_at", show_time(other.starts_at)).member("ends_at", show_time(other.ends_at));
  w.member("contact_name", other.contact_name).end_object();
  p.more.emplace_back("conflict", w.take());
  return p;
}

problem with_current(std::string_view detail, const appointment_row& current) {
  auto p = conflict(detail);
  p.more.emplace_back("current", appointment_json(current));
  return p;
}

problem other_request(const std::string& client_id) {
  return {409,
          "idempotency_conflict",
          "The key was used for another appointment",
          "`" + client_id + "` stands for an appointment that was asked for with other contents: use a new client_id.",
          {{"client_id", "taken", "A key of its own for each appointment; the same one only to repeat a request."}}};
}

answer show_one(const appointment_row& a) { return json_response(appointment_json(a)); }

answer tell_done(const call& c, const appointment_row& a, change what) {
  c.house.with.engine.publish({0, c.who.tenant, c.house.with.clock.now(), ports::appointment_changed{a, what}});
  note_audit(c, type_of(what), flows::to_string(a.id.value()));
  return show_one(a);
}

/// What became of it, for people. @param client_id of a booking with a key.
answer answer_of(const call& c, const ports::booking& b, change what, const std::string& client_id = {}) {
  switch (b.how) {
  case outcome::done: return tell_done(c, b.row, what);
  case outcome::repeated: return show_one(b.row);
  case outcome::other_request: return refuse(other_request(client_id));
  case outcome::taken: return refuse(taken_by(b.row));
  case outcome::stale:
    return refuse(with_current("Somebody has changed it meanwhile: look at `current` and send its `revision`.", b.row));
  case outcome::no_move:
    return refuse(with_current("An appointment that is " + std::string{name_of(b.row.status)}
                                   + " cannot get this status; docs/agenda.md shows which lead where.",
                               b.row));
  case outcome::absent: return refuse(not_found("appointment"));
  case outcome::no_resource: return refuse(invalid("resource_id", "unknown", "The id of a resource of this tenant."));
  }
  return refuse(not_found("appointment"));
}

change change_between(const appointment_row& before, const appointment_row& next) {
  const auto gone = appointment_status::cancelled;
  return next.status == gone && before.status != gone ? change::deleted : change::updated;
}

tl::expected<ports::booking, problem> saved(const call& c, const appointment_row& before, const appointment_row& next) {
  const auto event = event_of(c, next, change_between(before, next), next.revision + 1);
  auto done = c.store().change_appointment(next, {event});
  if (!done) return refuse(store_failed(done.error()));
  return *std::move(done);
}

} // namespace

void write_appointment(json::writer& w, const appointment_row& a) {
  w.begin_object().member("id", flows::to_string(a.id.value()));
  w.member("resource_id", flows::to_string(a.resource.value())).member("title", a.title);
  write_id(w, "contact_id", a.contact);
  w.member("contact_name", a.contact_name);
  write_id(w, "conversation_id", a.conversation);
  w.member("starts_at", show_time(a.starts_at)).member("ends_at", show_time(a.ends_at));
  w.member("status", name_of(a.status)).member("notes", a.notes).member("revision", a.revision);
  w.member("created_by", a.created_by).member("created_at", show_time(a.created_at));
  w.member("updated_at", show_time(a.updated_at)).end_object();
}

std::string appointment_json(const appointment_row& a) {
  json::writer w;
  write_appointment(w, a);
  return w.take();
}

std::string_view stream_name_of(change what) {
  switch (what) {
  case change::created: return "NEW_APPOINTMENT";
  case change::updated: return "APPOINTMENT_UPDATED";
  case change::deleted: return "APPOINTMENT_DELETED";
  }
  return {};
}

tl::expected<appointment_row, problem> find_appointment(const call& c) {
  const auto id = flows::parse_uuid(c.request.param("id"));
  if (!id) return refuse(not_found("appointment"));
  auto found = c.store().appointment(c.who.tenant, ports::appointment_id{*id});
  if (!found) return refuse(store_failed(found.error()));
  if (!*found) return refuse(not_found("appointment"));
  return **std::move(found);
}

answer save_booking(const call& c, const wanted_booking& wanted) {
  const auto done =
      c.store().book(wanted.row, wanted.key, {event_of(c, wanted.row, change::created, wanted.row.revision)});
  if (!done) return refuse(store_failed(done.error()));
  return answer_of(c, *done, change::created, wanted.key.client_id);
}

answer save_change(const call& c, const appointment_row& before, const appointment_row& next) {
  const auto done = saved(c, before, next);
  if (!done) return refuse(done.error());
  return answer_of(c, *done, change_between(before, next));
}

answer save_status(const call& c, appointment_status status) {
  for (int tries = 1;; ++tries) {
    const auto before = find_appointment(c);
    if (!before) return refuse(before.error());
    if (before->status == status) return show_one(*before);
    auto next = *before;
    next.status = status;
    next.updated_at = c.house.with.clock.now();
    const auto done = saved(c, *before, next);
    if (!done) return refuse(done.error());
    if (done->how == outcome::stale && tries < tries_max) continue;
    return answer_of(c, *done, change_between(*before, next));
  }
}

} // namespace charla::api
