#include "io/api/agenda/appointment.hpp"
#include "io/api/agenda/calendar.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

constexpr std::size_t calendar_max = 2000;

answer list(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto filter = read_window(c);
  if (!filter) return refuse(filter.error());
  const std::string after{c.request.query_value("after").value_or("")};
  const auto page = c.store().appointments(c.who.tenant, *filter, after, *limit);
  if (!page) return refuse(store_failed(page.error()));
  return list_response(page->items, page->next, write_appointment);
}

answer one(call& c) {
  const auto a = find_appointment(c);
  if (!a) return refuse(a.error());
  return json_response(appointment_json(*a));
}

answer book(call& c) {
  const auto wanted = read_booking(c);
  if (!wanted) return refuse(wanted.error());
  return save_booking(c, *wanted);
}

answer change(call& c) {
  const auto now = find_appointment(c);
  if (!now) return refuse(now.error());
  const auto next = read_appointment_change(c, *now);
  if (!next) return refuse(next.error());
  return save_change(c, *now, *next);
}

answer cancel(call& c) { return save_status(c, ports::appointment_status::cancelled); }

answer set_status(call& c) {
  const auto known = find_appointment(c);
  if (!known) return refuse(known.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto status = b->choice("status", {"scheduled", "confirmed", "cancelled", "attended", "missed"});
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return save_status(c, ports::parse_appointment_status(status).value_or(known->status));
}

answer calendar(call& c) {
  const auto filter = read_window(c);
  if (!filter) return refuse(filter.error());
  const auto page = c.store().appointments(c.who.tenant, *filter, "", calendar_max);
  if (!page) return refuse(store_failed(page.error()));
  return ports::http_response{200,
                              {{"Content-Type", "text/calendar; charset=utf-8"},
                               {"Content-Disposition", "attachment; filename=\"calendar.ics\""},
                               {"Cache-Control", "no-store"}},
                              calendar_of(page->items)};
}

std::vector<parameter> window_parameters() {
  return {{"from", "string", "RFC 3339; now when absent"},
          {"to", "string", "RFC 3339; 30 days after from when absent, at most 100; what overlaps [from, to) is given"},
          {"resource", "string", "id of a resource"}};
}

} // namespace

endpoints appointment_endpoints() {
  endpoint all{"GET", "/api/v1/appointments", right::agenda_read, "The appointments of a window, by start",
               "",    "appointments",         quick(list)};
  all.query = window_parameters();
  all.query.insert(all.query.end(), {{"status", "string", "scheduled, confirmed, cancelled, attended or missed"},
                                     {"contact", "string", "id of a contact; without from and to: all of theirs"},
                                     {"limit", "integer", "1 to 100"},
                                     {"after", "string", "`next` of the page before"}});
  endpoint file{"GET",
                "/api/v1/appointments/calendar.ics",
                right::agenda_read,
                "The same for calendar programs (RFC 5545), 2,000 at most",
                "",
                "",
                quick(calendar)};
  file.query = window_parameters();
  file.media = "text/calendar";
  const auto status_at = [](std::string_view pattern) {
    return endpoint{"PUT",
                    pattern,
                    right::agenda_write,
                    "Confirms, cancels, marks as attended or missed, or schedules again",
                    "appointment_status_change",
                    "appointment",
                    quick(set_status)};
  };
  return {all,
          file,
          {"POST", "/api/v1/appointments", right::agenda_write,
           "Books; the same client_id (or Idempotency-Key) twice makes one. 409 with `conflict` when the time is taken",
           "appointment_new", "appointment", quick(book)},
          {"GET", "/api/v1/appointments/{id}", right::agenda_read, "One appointment", "", "appointment", quick(one)},
          {"PATCH", "/api/v1/appointments/{id}", right::agenda_write,
           "Changes or moves it; 409 with `current` when somebody has changed it meanwhile", "appointment_change",
           "appointment", quick(change)},
          {"DELETE", "/api/v1/appointments/{id}", right::agenda_write, "Cancels it; it stays to be read", "",
           "appointment", quick(cancel)},
          status_at("/api/v1/appointments/{id}/status"),
          status_at("/admin/appointments/{id}/status")};
}

} // namespace charla::api
