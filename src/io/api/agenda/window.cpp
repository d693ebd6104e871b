#include "io/api/agenda/appointment.hpp"
#include "io/api/moment.hpp"

namespace charla::api {

namespace {

using flows::timestamp;

constexpr std::chrono::hours shown_by_default{24 * 30};

struct window {
  timestamp from, to;
};

tl::expected<std::optional<timestamp>, problem> moment_of(const call& c, std::string_view name) {
  const auto text = c.request.query_value(name);
  if (!text || text->empty()) return std::nullopt;
  const auto at = parse_time(std::string{*text});
  if (!at)
    return refuse(invalid(std::string{name}, "format", "RFC 3339: 2026-11-21T09:00:00Z; in a URL a + is written %2B."));
  return *at;
}

/// @param all without limits: what one person has is little.
tl::expected<window, problem> window_of(const call& c, bool all) {
  const auto from = moment_of(c, "from");
  if (!from) return refuse(from.error());
  const auto to = moment_of(c, "to");
  if (!to) return refuse(to.error());
  if (all && !*from && !*to) return window{flows::from_unix_ms(0), flows::from_unix_ms(253'402'300'799'000)};
  window w;
  w.from = *from ? **from : *to ? **to - shown_by_default : c.house.with.clock.now();
  w.to = *to ? **to : w.from + shown_by_default;
  if (w.to <= w.from) return refuse(invalid("to", "range", "Later than from."));
  if (w.to - w.from > longest_window) return refuse(invalid("to", "range", "At most 100 days after from."));
  return w;
}

} // namespace

tl::expected<ports::appointment_filter, problem> read_window(const call& c) {
  ports::appointment_filter f;
  if (const auto id = c.request.query_value("resource"); id && !id->empty()) {
    const auto parsed = flows::parse_uuid(*id);
    if (!parsed) return refuse(invalid("resource", "format", "The id of a resource."));
    f.resource = ports::resource_id{*parsed};
  }
  if (const auto status = c.request.query_value("status"); status && !status->empty()) {
    f.status = ports::parse_appointment_status(*status);
    if (!f.status)
      return refuse(invalid("status", "not_one_of", "One of: scheduled, confirmed, cancelled, attended, missed."));
  }
  if (const auto id = c.request.query_value("contact"); id && !id->empty()) {
    const auto parsed = flows::parse_uuid(*id);
    if (!parsed) return refuse(invalid("contact", "format", "The id of a contact."));
    const auto who = c.store().contact(c.who.tenant, flows::contact_id{*parsed});
    if (!who) return refuse(store_failed(who.error()));
    f.contact = *who ? (*who)->id : flows::contact_id{*parsed}; // of a merged one, who stayed
  }
  const auto w = window_of(c, f.contact.has_value());
  if (!w) return refuse(w.error());
  f.from = w->from;
  f.to = w->to;
  return f;
}

} // namespace charla::api
