#include "io/api/body.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"
#include "io/api/subscription_change.hpp"

/// Outgoing webhooks: who is told of what, and what became of it.
namespace charla::api {

namespace {

constexpr std::size_t per_tenant_max = 20;
/// Standard Webhooks asks for 24 to 64 bytes.
constexpr std::size_t secret_bytes = 32;
constexpr std::int64_t previous_hours_default = 24;
constexpr std::int64_t previous_hours_max = 24 * 7;

void write_members(json::writer& w, const ports::webhook_row& s) {
  w.member("id", flows::to_string(s.id.value())).member("url", s.url).member("description", s.description);
  w.key("events").begin_array();
  for (const auto& e : s.events)
    w.text(e);
  w.end_array().member("enabled", s.enabled).member("disabled_reason", s.disabled_reason);
  w.member("failures", s.failures);
  write_time(w, "failing_since", s.failing_since);
  write_time(w, "rest_until", s.rest_until);
  write_time(w, "last_success_at", s.last_success_at);
  write_time(w, "previous_secret_until", s.previous_until);
  write_time(w, "created_at", s.created_at);
}

/// The secret is part of the answer once: when it is made.
answer show_one(const call& c, const ports::webhook_row& s, bool with_secret = false) {
  return object_response([&](json::writer& w) {
    write_members(w, s);
    if (with_secret) w.member("secret", "whsec_" + c.house.with.crypto.base64(s.secret));
  });
}

/// Written; the engine hears of it, because it only announces what somebody wants.
answer save(const call& c, const ports::webhook_row& row, std::string_view action, bool with_secret = false) {
  const auto done = c.store().update_webhook(row);
  if (!done) return refuse(store_failed(done.error()));
  if (!*done) return refuse(not_found("webhook"));
  note_audit(c, action, flows::to_string(row.id.value()));
  c.house.with.engine.reload_directory();
  auto now = find_subscription(c);
  return now ? show_one(c, *now, with_secret) : refuse(now.error());
}

answer list(call& c) {
  const auto mine = subscriptions_of_tenant(c);
  if (!mine) return refuse(mine.error());
  return list_response(*mine, "", [](json::writer& w, const ports::webhook_row& s) {
    w.begin_object();
    write_members(w, s);
    w.end_object();
  });
}

answer one(call& c) {
  const auto row = find_subscription(c);
  return row ? show_one(c, *row) : refuse(row.error());
}

answer add(call& c) {
  auto row = read_new_subscription(c);
  if (!row) return refuse(row.error());
  const auto mine = subscriptions_of_tenant(c);
  if (!mine) return refuse(mine.error());
  if (mine->size() >= per_tenant_max)
    return refuse(conflict("A tenant has at most 20 webhooks: one of them can take several types of events."));
  auto& crypto = c.house.with.crypto;
  row->id = ports::webhook_id{crypto.row_uuid(flows::to_unix_ms(row->created_at))};
  row->secret = crypto.random_bytes(secret_bytes);
  const auto added = c.store().add_webhook(*row);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "webhook.add", flows::to_string(row->id.value()));
  c.house.with.engine.reload_directory();
  return show_one(c, *row, true);
}

answer change(call& c) {
  auto row = find_subscription(c);
  if (!row) return refuse(row.error());
  const auto changed = read_subscription_change(c, std::move(*row));
  if (!changed) return refuse(changed.error());
  return save(c, *changed, "webhook.change");
}

answer remove(call& c) {
  const auto row = find_subscription(c);
  if (!row) return refuse(row.error());
  const auto gone = c.store().delete_webhook(c.who.tenant, row->id);
  if (!gone) return refuse(store_failed(gone.error()));
  note_audit(c, "webhook.delete", flows::to_string(row->id.value()));
  c.house.with.engine.reload_directory();
  return ok_response();
}

answer rotate(call& c) {
  auto row = find_subscription(c);
  if (!row) return refuse(row.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto hours = b->maybe_integer("keep_previous_hours", 0, previous_hours_max).value_or(previous_hours_default);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  row->previous_secret = hours > 0 ? std::exchange(row->secret, {}) : std::string{};
  row->previous_until = hours > 0 ? std::optional{c.house.with.clock.now() + std::chrono::hours{hours}} : std::nullopt;
  row->secret = c.house.with.crypto.random_bytes(secret_bytes);
  return save(c, *row, "webhook.rotate", true);
}

} // namespace

endpoints subscription_endpoints() {
  return {
      {"GET", "/api/v1/webhooks", right::webhooks_read, "Who is told of events, and how it fares", "", "webhooks",
       quick(list)},
      {"POST", "/api/v1/webhooks", right::webhooks_write,
       "Subscribes a URL to events; the secret that signs them is shown this once", "webhook_new", "webhook_made",
       quick(add)},
      {"GET", "/api/v1/webhooks/{id}", right::webhooks_read, "One webhook", "", "webhook", quick(one)},
      {"PATCH", "/api/v1/webhooks/{id}", right::webhooks_write,
       "Changes a webhook; switched on again, its record begins anew", "webhook_change", "webhook", quick(change)},
      {"DELETE", "/api/v1/webhooks/{id}", right::webhooks_write, "Ends a webhook and forgets its deliveries", "", "ok",
       quick(remove)},
      {"POST", "/api/v1/webhooks/{id}/secret", right::webhooks_write,
       "Replaces the secret; the former one signs too for a while", "webhook_rotate", "webhook_made", quick(rotate)},
  };
}

} // namespace charla::api
