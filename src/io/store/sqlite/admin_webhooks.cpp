#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/deliveries.hpp"
#include "io/store/sqlite/rows.hpp"
#include "io/store/subscription.hpp"

#include <limits>

namespace charla::store::sqlite {

namespace {

constexpr const char* all_webhooks =
    "SELECT " CHARLA_SQLITE_WEBHOOK_COLUMNS " FROM webhook_endpoint w ORDER BY w.created_at, w.id";
constexpr const char* insert_webhook =
    "INSERT INTO webhook_endpoint(id, tenant, url, description, events, key_sealed, previous_sealed, "
    "previous_until, enabled, disabled_reason, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// The right sides see the row as it was: switched on again, it begins anew.
constexpr const char* change_webhook =
    "UPDATE webhook_endpoint SET url = ?3, description = ?4, events = ?5, key_sealed = ?6, previous_sealed = ?7, "
    "previous_until = ?8, enabled = ?9, disabled_reason = ?10, failures = iif(?9 > enabled, 0, failures), "
    "failing_since = iif(?9 > enabled, NULL, failing_since), rest_until = iif(?9 > enabled, NULL, rest_until) "
    "WHERE id = ?1 AND tenant = ?2";
constexpr const char* drop_webhook = "DELETE FROM webhook_endpoint WHERE id = ? AND tenant = ?";
// A long backlog is not deleted in one breath: what is left belongs to nobody and goes with the old ones.
constexpr const char* drop_deliveries =
    "DELETE FROM webhook_delivery WHERE endpoint = ?1 AND id IN (SELECT id FROM webhook_delivery WHERE endpoint = ?1 "
    "LIMIT 10000)";
constexpr const char* tell_one =
    "INSERT INTO webhook_delivery(endpoint, id, tenant, type, body, not_before, created_at) "
    "SELECT id, ?3, tenant, ?4, ?5, ?6, ?6 FROM webhook_endpoint WHERE id = ?1 AND tenant = ?2 ON CONFLICT DO NOTHING";
constexpr const char* is_theirs = "SELECT 1 FROM webhook_endpoint WHERE id = ? AND tenant = ?";
constexpr const char* list_deliveries =
    "SELECT " CHARLA_SQLITE_DELIVERY_COLUMNS " FROM webhook_delivery WHERE endpoint = ?1 AND tenant = ?2 "
    "AND (?3 IS NULL OR state = ?3) AND (created_at, id) < (?4, ?5) ORDER BY created_at DESC, id DESC LIMIT ?6";
constexpr const char* one_delivery =
    "SELECT " CHARLA_SQLITE_DELIVERY_COLUMNS " FROM webhook_delivery WHERE endpoint = ? AND id = ? AND tenant = ?";
constexpr const char* begin_again = "UPDATE webhook_delivery SET state = 0, attempts = 0, not_before = ?4, "
                                    "delivered_at = NULL WHERE endpoint = ?1 AND id = ?2 AND tenant = ?3";
constexpr const char* begin_dead_again =
    "UPDATE webhook_delivery SET state = 0, attempts = 0, not_before = ?4 WHERE endpoint = ?1 AND tenant = ?2 "
    "AND state = 2 AND created_at >= ?3";

struct sealed_secrets {
  std::string present;
  std::string previous;
};
sealed_secrets seal(const webhook_row& w, ports::crypto& crypto) {
  const auto context = seal_context(w);
  return {crypto.seal(w.secret, context), w.previous_secret.empty() ? "" : crypto.seal(w.previous_secret, context)};
}

} // namespace

stored<std::vector<webhook_row>> admin::webhooks() {
  return at_the_edge([&] {
    query rows{db_, all_webhooks};
    return all_rows<webhook_row>(rows, [&](const query& row) { return read_webhook(row, place_->crypto); });
  });
}

stored<void> admin::add_webhook(const webhook_row& w) {
  return written([&] {
    const auto sealed = seal(w, place_->crypto);
    db_.run(insert_webhook, w.id, w.tenant, w.url, w.description, joined(w.events), blob{sealed.present},
            blob{sealed.previous}, w.previous_until, w.enabled, w.disabled_reason, born(w.created_at));
  });
}

stored<bool> admin::update_webhook(const webhook_row& w) {
  return written([&] {
    const auto sealed = seal(w, place_->crypto);
    return db_.run(change_webhook, w.id, w.tenant, w.url, w.description, joined(w.events), blob{sealed.present},
                   blob{sealed.previous}, w.previous_until, w.enabled, w.disabled_reason)
           == 1;
  });
}

stored<bool> admin::delete_webhook(tenant_id t, webhook_id id) {
  return written([&] {
    if (db_.run(drop_webhook, id, t) != 1) return false;
    db_.run(drop_deliveries, id);
    return true;
  });
}

stored<bool> admin::add_delivery(tenant_id t, webhook_id to, const event_out& e) {
  return written([&] {
    if (db_.run(tell_one, to, t, e.id, e.type, blob{e.body}, e.at) == 1) return true;
    query row{db_, is_theirs}; // told already, or not theirs
    return row.with(to, t).row();
  });
}

stored<page<delivery_row>> admin::deliveries(
    tenant_id t, webhook_id of, std::optional<delivery_state> state, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<list_position>{list_position{std::numeric_limits<std::int64_t>::max(), {}}}
                                  : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, list_deliveries};
    rows.with(of, t, state, from->number, from->id, limit + 1);
    return to_page(all_rows<delivery_row>(rows, read_delivery), limit, [](const delivery_row& d) {
      return list_position{to_unix_ms(d.created_at), d.id};
    });
  });
}

stored<std::optional<delivery_row>> admin::delivery(tenant_id t, webhook_id of, const uuid& id) {
  return at_the_edge([&] {
    query row{db_, one_delivery};
    row.with(of, id, t);
    return row.row() ? std::optional{read_delivery(row)} : std::nullopt;
  });
}

stored<bool> admin::replay(tenant_id t, webhook_id of, const uuid& id, timestamp at) {
  return written([&] { return db_.run(begin_again, of, id, t, at) == 1; });
}

stored<std::int64_t> admin::replay_dead(tenant_id t, webhook_id of, timestamp since, timestamp at) {
  return written([&] { return db_.run(begin_dead_again, of, t, since, at); });
}

} // namespace charla::store::sqlite
