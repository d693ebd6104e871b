#include "io/api/body.hpp"
#include "io/api/moment.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"
#include "io/api/subscription_change.hpp"

/// What a webhook was told: lists, tests, replays.
namespace charla::api {

namespace {

void write_delivery(json::writer& w, const ports::delivery_row& d, bool whole) {
  w.begin_object().member("id", ports::event_name(d.id)).member("type", d.type);
  w.member("state", ports::name_of(d.state)).member("attempts", d.attempts);
  write_time(w, "created_at", d.created_at);
  write_time(w, "next_attempt_at",
             d.state == ports::delivery_state::pending ? std::optional{d.not_before} : std::nullopt);
  write_time(w, "last_attempt_at", d.last_attempt_at);
  w.member("last_status", d.last_status).member("last_error", d.last_error).member("last_took_ms", d.last_took_ms);
  write_time(w, "delivered_at", d.delivered_at);
  if (whole) {
    w.member("last_answer", d.last_answer);
    write_raw(w, "body", d.body);
  }
  w.end_object();
}

tl::expected<ports::delivery_row, problem> find_delivery(const call& c) {
  const auto webhook = find_subscription(c);
  if (!webhook) return refuse(webhook.error());
  const auto id = ports::parse_event_name(c.request.param("delivery"));
  if (!id) return refuse(not_found("delivery"));
  auto row = c.store().delivery(c.who.tenant, webhook->id, *id);
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("delivery"));
  return std::move(**row);
}

answer list(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto given = c.request.query_value("state").value_or("all");
  const auto state = ports::parse_delivery_state(given);
  if (!state && given != "all") return refuse(invalid("state", "not_one_of", "One of: pending, delivered, dead, all."));
  const auto webhook = find_subscription(c);
  if (!webhook) return refuse(webhook.error());
  const auto page = c.store().deliveries(c.who.tenant, webhook->id, state,
                                         std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  return list_response(page->items, page->next, [](json::writer& w, const auto& d) { write_delivery(w, d, false); });
}

answer one(call& c) {
  const auto d = find_delivery(c);
  if (!d) return refuse(d.error());
  json::writer w;
  write_delivery(w, *d, true);
  return json_response(w.take());
}

answer replay(call& c) {
  const auto d = find_delivery(c);
  if (!d) return refuse(d.error());
  const auto done = c.store().replay(c.who.tenant, d->webhook, d->id, c.house.with.clock.now());
  if (!done) return refuse(store_failed(done.error()));
  if (!*done) return refuse(not_found("delivery"));
  note_audit(c, "webhook.replay", ports::event_name(d->id));
  return ok_response();
}

answer replay_dead(call& c) {
  const auto webhook = find_subscription(c);
  if (!webhook) return refuse(webhook.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto text = b->text("since", 40);
  const auto since = parse_time(text);
  if (!text.empty() && !since) b->wrong("since", "format", "A time in UTC, such as 2026-11-21T00:00:00Z.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  const auto n = c.store().replay_dead(c.who.tenant, webhook->id, *since, c.house.with.clock.now());
  if (!n) return refuse(store_failed(n.error()));
  note_audit(c, "webhook.replay_dead", flows::to_string(webhook->id.value()));
  return object_response([&](json::writer& w) { w.member("replayed", *n); });
}

answer test(call& c) {
  const auto webhook = find_subscription(c);
  if (!webhook) return refuse(webhook.error());
  if (!webhook->enabled) return refuse(conflict("The webhook is switched off: switch it on first."));
  const auto now = c.house.with.clock.now();
  const std::string type{ports::webhook_test_type};
  ports::event_out e{c.house.with.crypto.row_uuid(flows::to_unix_ms(now)), type, now, {}};
  e.body =
      c.house.with.codec.encode(ports::told_event{type, now, {{"webhook_id", flows::to_string(webhook->id.value())}}});
  const auto added = c.store().add_delivery(c.who.tenant, webhook->id, e);
  if (!added) return refuse(store_failed(added.error()));
  if (!*added) return refuse(not_found("webhook"));
  note_audit(c, "webhook.test", flows::to_string(webhook->id.value()));
  return object_response([&](json::writer& w) { w.member("delivery_id", ports::event_name(e.id)); });
}

} // namespace

endpoints delivery_endpoints() {
  endpoint all{"GET",
               "/api/v1/webhooks/{id}/deliveries",
               right::webhooks_read,
               "What the webhook was told or is to be told, the latest first",
               "",
               "webhook_deliveries",
               quick(list)};
  all.query = {{"state", "string", "pending, delivered, dead or all (default)"},
               {"limit", "integer", "1 to 100"},
               {"after", "string", "`next` of the page before"}};
  return {all,
          {"GET", "/api/v1/webhooks/{id}/deliveries/{delivery}", right::webhooks_read,
           "One delivery with its body and the last answer", "", "webhook_delivery", quick(one)},
          {"POST", "/api/v1/webhooks/{id}/deliveries/{delivery}/replay", right::webhooks_write,
           "Tells it again under the same webhook-id", "", "ok", quick(replay)},
          {"POST", "/api/v1/webhooks/{id}/replay", right::webhooks_write, "Tells again what died since a time",
           "webhook_replay", "webhook_replayed", quick(replay_dead)},
          {"POST", "/api/v1/webhooks/{id}/test", right::webhooks_write, "Sends a webhook.test, whatever is subscribed",
           "", "webhook_tested", quick(test)}};
}

} // namespace charla::api
