#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"
#include "io/store/postgres/deliveries.hpp"
#include "io/store/subscription.hpp"

#include <limits>

namespace charla::store::postgres {

namespace {

constexpr auto all_webhooks =
    "SELECT " CHARLA_PG_WEBHOOK_COLUMNS " FROM webhook_endpoint w ORDER BY w.created_at, w.id";
constexpr auto insert_webhook =
    "INSERT INTO webhook_endpoint(id, tenant, url, description, events, key_sealed, previous_sealed, "
    "previous_until, enabled, disabled_reason, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8::bigint, 0), $9, $10, $11)";
// The right sides see the row as it was: switched on again, it begins anew.
constexpr auto change_webhook =
    "UPDATE webhook_endpoint SET url = $3, description = $4, events = $5, key_sealed = $6, previous_sealed = $7, "
    "previous_until = nullif($8::bigint, 0), enabled = $9, disabled_reason = $10, "
    "failures = CASE WHEN $9 AND NOT enabled THEN 0 ELSE failures END, "
    "failing_since = CASE WHEN $9 AND NOT enabled THEN NULL ELSE failing_since END, "
    "rest_until = CASE WHEN $9 AND NOT enabled THEN NULL ELSE rest_until END WHERE id = $1 AND tenant = $2";
// A long backlog is not deleted in one breath: what is left belongs to nobody and goes with the old ones.
constexpr auto drop_webhook =
    "WITH gone AS (DELETE FROM webhook_endpoint WHERE id = $1 AND tenant = $2 RETURNING id), "
    "oldest AS (SELECT d.endpoint, d.id FROM webhook_delivery d JOIN gone ON d.endpoint = gone.id LIMIT 10000), "
    "told AS (DELETE FROM webhook_delivery d USING oldest o WHERE d.endpoint = o.endpoint AND d.id = o.id) "
    "SELECT count(*) FROM gone";
constexpr auto tell_one =
    "WITH w AS (SELECT id, tenant FROM webhook_endpoint WHERE id = $1 AND tenant = $2), "
    "told AS (INSERT INTO webhook_delivery(endpoint, id, tenant, type, body, not_before, created_at) "
    "SELECT id, $3::uuid, tenant, $4::text, $5::bytea, $6::bigint, $6::bigint FROM w ON CONFLICT DO NOTHING) SELECT "
    "count(*) FROM w";
constexpr auto list_deliveries =
    "SELECT " CHARLA_PG_DELIVERY_COLUMNS " FROM webhook_delivery WHERE endpoint = $1 AND tenant = $2 "
    "AND ($3 < 0 OR state = $3) AND (created_at, id) < ($4, $5) ORDER BY created_at DESC, id DESC LIMIT $6";
constexpr auto one_delivery =
    "SELECT " CHARLA_PG_DELIVERY_COLUMNS " FROM webhook_delivery WHERE endpoint = $1 AND id = $2 AND tenant = $3";
constexpr auto begin_again = "UPDATE webhook_delivery SET state = 0, attempts = 0, not_before = $4, "
                             "delivered_at = NULL WHERE endpoint = $1 AND id = $2 AND tenant = $3";
constexpr auto begin_dead_again =
    "UPDATE webhook_delivery SET state = 0, attempts = 0, not_before = $4 WHERE endpoint = $1 AND tenant = $2 "
    "AND state = 2 AND created_at >= $3";

arguments columns_of(const webhook_row& w, ports::crypto& crypto) {
  const auto context = seal_context(w);
  arguments with;
  with.id(w.id).id(w.tenant).text(w.url).text(w.description).text(joined(w.events));
  with.bytes(crypto.seal(w.secret, context));
  with.bytes(w.previous_secret.empty() ? "" : crypto.seal(w.previous_secret, context));
  with.time(w.previous_until.value_or(timestamp{})).boolean(w.enabled).text(w.disabled_reason);
  return with;
}

} // namespace

stored<std::vector<webhook_row>> admin::webhooks() {
  return reading([&] {
    return all_rows<webhook_row>(db_.read(all_webhooks),
                                 [&](const pqxx::row& row) { return read_webhook(row, place_->crypto); });
  });
}

stored<void> admin::add_webhook(const webhook_row& w) {
  return writing([&] { db_.run(insert_webhook, columns_of(w, place_->crypto).time(born(w.created_at))); });
}

stored<bool> admin::update_webhook(const webhook_row& w) {
  return writing([&] { return db_.run(change_webhook, columns_of(w, place_->crypto)).affected_rows() == 1; });
}

stored<bool> admin::delete_webhook(tenant_id t, webhook_id id) {
  return writing([&] { return number_at(db_.run(drop_webhook, arguments{}.id(id).id(t))[0], 0) == 1; });
}

stored<bool> admin::add_delivery(tenant_id t, webhook_id to, const event_out& e) {
  return writing([&] {
    const auto with = arguments{}.id(to).id(t).id(e.id).text(e.type).bytes(e.body).time(e.at);
    return number_at(db_.run(tell_one, with)[0], 0) == 1;
  });
}

stored<page<delivery_row>> admin::deliveries(
    tenant_id t, webhook_id of, std::optional<delivery_state> state, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<list_position>{list_position{std::numeric_limits<std::int64_t>::max(), {}}}
                                  : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    arguments with;
    with.id(of).id(t).integer(state ? static_cast<std::int32_t>(*state) : -1);
    with.big(from->number).id(from->id).big(static_cast<std::int64_t>(limit) + 1);
    return to_page(all_rows<delivery_row>(db_.read(list_deliveries, with), read_delivery), limit,
                   [](const delivery_row& d) {
                     return list_position{to_unix_ms(d.created_at), d.id};
                   });
  });
}

stored<std::optional<delivery_row>> admin::delivery(tenant_id t, webhook_id of, const uuid& id) {
  return reading([&]() -> std::optional<delivery_row> {
    const auto rows = db_.read(one_delivery, arguments{}.id(of).id(id).id(t));
    if (rows.empty()) return std::nullopt;
    return read_delivery(rows[0]);
  });
}

stored<bool> admin::replay(tenant_id t, webhook_id of, const uuid& id, timestamp at) {
  return writing([&] { return db_.run(begin_again, arguments{}.id(of).id(id).id(t).time(at)).affected_rows() == 1; });
}

stored<std::int64_t> admin::replay_dead(tenant_id t, webhook_id of, timestamp since, timestamp at) {
  return writing([&] {
    const auto with = arguments{}.id(of).id(t).time(since).time(at);
    return static_cast<std::int64_t>(db_.run(begin_dead_again, with).affected_rows());
  });
}

} // namespace charla::store::postgres
