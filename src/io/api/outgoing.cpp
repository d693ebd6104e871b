#include "io/api/outgoing.hpp"

#include "io/api/content.hpp"
#include "io/api/moment.hpp"

namespace charla::api {

namespace {

constexpr std::size_t client_id_max = 128;
constexpr std::size_t time_max = 40;

std::string client_id_of(const call& c, body& b) {
  if (auto id = b.maybe_text("client_id", client_id_max); id && !id->empty()) return *std::move(id);
  const auto header = c.request.header_value("idempotency-key").value_or("");
  if (header.size() > client_id_max)
    b.wrong("client_id", "too_long", "The header Idempotency-Key has at most 128 characters.");
  return std::string{header};
}

flows::priority priority_of(std::string_view name) {
  if (name == "reply") return flows::priority::reply;
  if (name == "follow_up") return flows::priority::follow_up;
  if (name == "campaign") return flows::priority::campaign;
  return flows::priority::transactional;
}

} // namespace

std::optional<flows::timestamp> read_moment(body& b, std::string_view field) {
  const auto text = b.maybe_text(field, time_max);
  if (!text) return std::nullopt;
  auto at = parse_time(*text);
  if (!at) b.wrong(field, "format", "RFC 3339: 2026-11-21T09:00:00-03:00.");
  return at;
}

flows::outgoing_request read_outgoing(const call& c, body& b) {
  flows::outgoing_request m;
  m.by = is_program(c) ? flows::author::system : flows::author::human;
  m.author_name = c.who.name;
  m.body = read_content(c, b);
  m.client_id = client_id_of(c, b);
  m.reply_to = b.maybe_text("reply_to", 256).value_or("");
  return m;
}

void read_terms(body& b, flows::outgoing_request& m) {
  const auto priority = b.maybe_choice("priority", {"reply", "transactional", "follow_up", "campaign"});
  m.prio = priority_of(priority.value_or("transactional"));
  const bool asked_for = m.prio == flows::priority::transactional || m.prio == flows::priority::reply;
  m.needs_consent = !b.maybe_boolean("requested").value_or(asked_for);
  m.once = b.maybe_boolean("once").value_or(false);
  m.send_at = read_moment(b, "send_at");
  m.expires_at = read_moment(b, "expires_at");
  if (m.send_at && m.expires_at && *m.expires_at <= *m.send_at)
    b.wrong("expires_at", "range", "Later than send_at: it would never be sent.");
}

void send_outgoing(const call& c, const ports::responder_ptr& done, outgoing_wish wish) {
  submit(c, std::move(wish), [done, correlation = c.request.correlation_id](const submitted& s) {
    if (!s) return (*done)(to_response(s.error(), correlation));
    (*done)(object_response([&](json::writer& w) { w.member("queued", true).member("client_id", *s); }));
  });
}

} // namespace charla::api
