#include "flows/expr/hours.hpp"
#include "io/api/agenda/appointment.hpp"
#include "io/api/agenda/resource.hpp"
#include "io/api/moment.hpp"
#include "io/api/show.hpp"
#include "io/api/token.hpp"

/// Appointments as requests have them, and the rules that a place must keep.
namespace charla::api {

namespace {

using flows::timestamp;
using ports::appointment_row;
using ports::appointment_status;

constexpr std::size_t client_id_max = 128;
constexpr std::size_t title_max = 200;
constexpr std::size_t name_max = 200;
constexpr std::size_t notes_max = 4000;
constexpr std::size_t id_max = 40;
constexpr std::chrono::hours ahead_max{24 * 731};
/// Hours are written in minutes; no opening or pause is shorter than the shortest appointment.
constexpr std::chrono::minutes looked_at_every = ports::shortest_appointment;

void read_moment(body& b, std::string_view field, bool needed, timestamp& to) {
  const auto text = needed ? b.text(field, id_max) : b.maybe_text(field, id_max).value_or("");
  if (text.empty()) return;
  const auto at = parse_time(text);
  if (!at) b.wrong(field, "format", "RFC 3339: 2026-11-21T09:00:00-03:00.");
  if (at) to = *at;
}

/// A member that holds an id, null, or is left out. @returns the text; nullopt when nothing is said.
std::optional<std::string> said_id(body& b, std::string_view field) {
  if (!b.has(field)) return std::nullopt;
  return b.maybe_text(field, id_max).value_or("");
}

void read_conversation(const call& c, body& b, appointment_row& a) {
  const auto said = said_id(b, "conversation_id");
  if (!said) return;
  a.conversation.reset();
  if (said->empty()) return;
  const auto id = flows::parse_uuid(*said);
  auto found = id ? c.store().conversation(c.who.tenant, flows::conversation_id{*id})
                  : ports::stored<std::optional<ports::conversation_row>>{std::nullopt};
  if (!found) return b.give_up(store_failed(found.error()));
  if (!*found) return b.wrong("conversation_id", "unknown", "The id of a conversation of this tenant, or null.");
  a.conversation = (*found)->id;
  const auto& summary = (*found)->summary;
  if (a.contact || b.has("contact_id")) return;
  a.contact = summary.contact;
  if (a.contact_name.empty()) a.contact_name = summary.contact_name;
}

void read_contact(const call& c, body& b, appointment_row& a) {
  const auto said = said_id(b, "contact_id");
  if (!said) return;
  a.contact.reset();
  if (said->empty()) return;
  const auto id = flows::parse_uuid(*said);
  auto found = id ? c.store().contact(c.who.tenant, flows::contact_id{*id})
                  : ports::stored<std::optional<ports::contact_row>>{std::nullopt};
  if (!found) return b.give_up(store_failed(found.error()));
  if (!*found) return b.wrong("contact_id", "unknown", "The id of a contact of this tenant, or null.");
  a.contact = (*found)->id; // of a merged one, who stayed
  if (!b.has("contact_name")) a.contact_name = (*found)->name;
}

void read_resource(const call& c, body& b, appointment_row& a, std::optional<ports::resource_row>& to) {
  const auto said = b.maybe_text("resource_id", id_max);
  auto found = find_resource(c, said ? *said : flows::to_string(a.resource.value()));
  if (!found && found.error().status != 404) return b.give_up(found.error());
  if (!found) return b.wrong("resource_id", "unknown", "The id of a resource of this tenant.");
  const bool other = found->id != a.resource;
  if (other && !found->active)
    return b.wrong("resource_id", "inactive", "This resource takes no new appointments: choose another one.");
  a.resource = found->id;
  to = *std::move(found);
}

void check_length(const call& c, body& b, const appointment_row& a) {
  if (a.ends_at <= a.starts_at) return b.wrong("ends_at", "range", "Later than starts_at.");
  const auto length = a.ends_at - a.starts_at;
  if (length < ports::shortest_appointment || length > ports::longest_appointment)
    b.wrong("ends_at", "range", "From 5 minutes to 24 hours after starts_at.");
  if (a.starts_at > c.house.with.clock.now() + ahead_max) b.wrong("starts_at", "range", "At most two years ahead.");
}

flows::expr::zone zone_of(const call& c) {
  const auto known = c.house.channels.get();
  const auto* tenant = known ? known->find(c.who.tenant) : nullptr;
  if (tenant == nullptr || !c.house.with.posix_zone) return {};
  const auto text = c.house.with.posix_zone(tenant->timezone);
  return text ? flows::expr::zone::parse(*text).value_or(flows::expr::zone{}) : flows::expr::zone{};
}

void check_hours(const call& c, body& b, const appointment_row& a, const ports::resource_row& r) {
  const auto hours = flows::expr::business_hours::parse(r.hours);
  if (r.hours.empty() || !hours) return;
  const auto local = zone_of(c);
  const auto closed = [&](timestamp t) { return !hours->open_at(t, local); };
  bool outside = closed(a.ends_at - flows::milliseconds{1});
  for (auto t = a.starts_at; t < a.ends_at && !outside; t += looked_at_every)
    outside = closed(t);
  if (outside)
    b.wrong("starts_at", "outside_hours",
            "It lies outside the resource's hours (" + r.hours
                + "): choose another time, or send outside_hours: true.");
}

/// What both a new one and a changed one may say; `before` is what it was.
void read_members(const call& c, body& b, appointment_row& a, const appointment_row& before) {
  if (auto name = b.maybe_text("contact_name", name_max)) a.contact_name = *std::move(name);
  if (auto notes = b.maybe_text("notes", notes_max)) a.notes = *std::move(notes);
  read_contact(c, b, a);
  read_conversation(c, b, a);
  std::optional<ports::resource_row> resource;
  read_resource(c, b, a, resource);
  const bool any_hour = b.maybe_boolean("outside_hours").value_or(false);
  const bool moved = a.resource != before.resource || a.starts_at != before.starts_at || a.ends_at != before.ends_at;
  if (b.good() && moved) check_length(c, b, a);
  if (b.good() && moved && !any_hour) check_hours(c, b, a, *resource);
}

std::string client_id_of(const call& c, body& b) {
  if (auto id = b.maybe_text("client_id", client_id_max); id && !id->empty()) return *std::move(id);
  const auto header = c.request.header_value("idempotency-key").value_or("");
  if (header.size() > client_id_max)
    b.wrong("client_id", "too_long", "The header Idempotency-Key has at most 128 characters.");
  return std::string{header};
}

/// Of what the request asks for, not of how it was written, nor of when and by whom.
/// @param named whether it says the contact's name: one that is taken over may have changed meanwhile.
std::string fingerprint_of(const call& c, appointment_row a, bool named) {
  a.id = {};
  a.created_by.clear();
  a.created_at = a.updated_at = {};
  if (!named) a.contact_name.clear();
  const auto hash = c.house.with.crypto.sha256(appointment_json(a));
  return to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::optional<appointment_status> read_status(body& b) {
  const auto said = b.maybe_choice("status", {"scheduled", "confirmed", "cancelled", "attended", "missed"});
  return said ? ports::parse_appointment_status(*said) : std::nullopt;
}

} // namespace

tl::expected<wanted_booking, problem> read_booking(const call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  wanted_booking wanted;
  auto& a = wanted.row;
  a.tenant = c.who.tenant;
  a.created_by = c.who.audit_name();
  a.created_at = a.updated_at = c.house.with.clock.now();
  a.id = ports::appointment_id{c.house.with.crypto.row_uuid(flows::to_unix_ms(a.created_at))};
  a.title = b->text("title", title_max);
  read_moment(*b, "starts_at", true, a.starts_at);
  read_moment(*b, "ends_at", true, a.ends_at);
  const auto status = b->maybe_choice("status", {"scheduled", "confirmed"});
  if (status) a.status = ports::parse_appointment_status(*status).value_or(a.status);
  wanted.key.client_id = client_id_of(c, *b);
  if (!b->has("resource_id")) b->wrong("resource_id", "required", "The id of a resource of this tenant.");
  read_members(c, *b, a, {});
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  wanted.key.fingerprint = fingerprint_of(c, a, b->has("contact_name"));
  return wanted;
}

tl::expected<appointment_row, problem> read_appointment_change(const call& c, const appointment_row& now) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  auto next = now;
  next.updated_at = c.house.with.clock.now();
  const auto revision = b->maybe_integer("revision", 1, std::numeric_limits<std::int64_t>::max());
  if (!revision) b->wrong("revision", "required", "The `revision` of the appointment that you have seen.");
  // Whoever has not seen it is told of that first: what they send may be wrong only because of it.
  if (revision && *revision != now.revision) {
    next.revision = *revision;
    return next;
  }
  if (b->has("title")) next.title = b->text("title", title_max);
  read_moment(*b, "starts_at", false, next.starts_at);
  read_moment(*b, "ends_at", false, next.ends_at);
  if (const auto status = read_status(*b)) next.status = *status;
  read_members(c, *b, next, now);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return next;
}

} // namespace charla::api
