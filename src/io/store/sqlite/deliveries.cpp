#include "io/store/sqlite/deliveries.hpp"

#include "io/store/sqlite/lane.hpp"
#include "io/store/sqlite/reader.hpp"
#include "io/store/sqlite/rows.hpp"
#include "io/store/subscription.hpp"

#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

constexpr const char* fan_out =
    "INSERT INTO webhook_delivery(endpoint, id, tenant, type, body, not_before, created_at) "
    "SELECT w.id, ?2, w.tenant, ?3, ?4, ?5, ?5 FROM webhook_endpoint w WHERE w.tenant = ?1 AND w.enabled "
    "AND (w.events = '' OR instr(' ' || w.events || ' ', ' ' || ?3 || ' ') > 0) ON CONFLICT DO NOTHING";
constexpr const char* note_try =
    "UPDATE webhook_delivery SET state = ?4, attempts = ?3, not_before = ?5, last_attempt_at = ?6, last_status = ?7, "
    "last_error = ?8, last_answer = ?9, last_took_ms = ?10, delivered_at = iif(?4 = 1, ?6, delivered_at) "
    "WHERE endpoint = ?1 AND id = ?2 AND state = 0 AND attempts + 1 = ?3";
constexpr const char* note_success =
    "UPDATE webhook_endpoint SET failures = 0, failing_since = NULL, rest_until = NULL, "
    "last_success_at = ?2 WHERE id = ?1";
constexpr const char* note_failure =
    "UPDATE webhook_endpoint SET failures = failures + 1, failing_since = coalesce(failing_since, ?2), "
    "rest_until = coalesce(?3, rest_until), enabled = enabled AND ?4 = '', "
    "disabled_reason = iif(?4 = '', disabled_reason, ?4) WHERE id = ?1";
constexpr const char* with_due =
    "SELECT " CHARLA_SQLITE_WEBHOOK_COLUMNS " FROM webhook_endpoint w WHERE w.id > ?1 AND w.enabled "
    "AND (w.rest_until IS NULL OR w.rest_until <= ?2) AND EXISTS (SELECT 1 FROM webhook_delivery d "
    "WHERE d.endpoint = w.id AND d.state = 0 AND d.not_before <= ?2) ORDER BY w.id LIMIT ?3";
constexpr const char* due_of =
    "SELECT " CHARLA_SQLITE_DELIVERY_COLUMNS " FROM webhook_delivery WHERE endpoint = ? AND state = 0 "
    "AND not_before <= ? ORDER BY not_before, id LIMIT ?";
constexpr const char* forget_old =
    "DELETE FROM webhook_delivery WHERE (endpoint, id) IN (SELECT endpoint, id FROM webhook_delivery "
    "WHERE created_at < ?2 OR (state = 1 AND delivered_at < ?1) OR endpoint NOT IN (SELECT id FROM webhook_endpoint) "
    "LIMIT 10000)";

std::string opened(const std::string& sealed, const webhook_row& w, const ports::crypto& crypto) {
  if (sealed.empty()) return {};
  auto plain = crypto.unseal(sealed, seal_context(w));
  if (!plain)
    throw failure{SQLITE_CORRUPT, "webhook " + flows::to_string(w.id.value()) + ": its secret does not open ("
                                      + plain.error().what + "): start charla with the key that it was made with"};
  return std::move(*plain);
}

} // namespace

webhook_row read_webhook(const query& row, const ports::crypto& crypto) {
  webhook_row w;
  w.id = webhook_id{row.id(0)};
  w.tenant = tenant_id{row.as<std::int32_t>(1)};
  w.url = row.text(2);
  w.description = row.text(3);
  w.events = words_of(row.text(4));
  w.secret = opened(row.text(5), w, crypto);
  w.previous_secret = opened(row.text(6), w, crypto);
  w.previous_until = row.maybe_time(7);
  w.enabled = row.integer(8) != 0;
  w.disabled_reason = row.text(9);
  w.created_at = row.time(10);
  w.failures = row.as<std::int32_t>(11);
  w.failing_since = row.maybe_time(12);
  w.rest_until = row.maybe_time(13);
  w.last_success_at = row.maybe_time(14);
  return w;
}

delivery_row read_delivery(const query& row) {
  delivery_row d;
  d.webhook = webhook_id{row.id(0)};
  d.id = row.id(1);
  d.tenant = tenant_id{row.as<std::int32_t>(2)};
  d.type = row.text(3);
  d.body = row.text(4);
  d.state = row.as<delivery_state>(5);
  d.attempts = row.as<std::int32_t>(6);
  d.not_before = row.time(7);
  d.created_at = row.time(8);
  d.last_attempt_at = row.maybe_time(9);
  d.last_status = row.as<std::int32_t>(10);
  d.last_error = row.text(11);
  d.last_answer = row.text(12);
  d.last_took_ms = row.as<std::int32_t>(13);
  d.delivered_at = row.maybe_time(14);
  return d;
}

std::int64_t announce(const commit_context& c, tenant_id tenant, const event_out& e) {
  return c.db.run(fan_out, tenant, e.id, e.type, blob{e.body}, c.now);
}

void note(const commit_context& c, const delivery_fact& f) {
  if (c.db.run(note_try, f.webhook, f.id, f.attempt, f.now, f.not_before, f.at, f.status, blob{f.error}, blob{f.answer},
               f.took_ms)
      != 1)
    return;
  if (f.now == delivery_state::delivered)
    c.db.run(note_success, f.webhook, f.at);
  else
    c.db.run(note_failure, f.webhook, f.at, f.rest_until, f.disable);
}

stored<std::vector<due_deliveries>>
reader::deliveries_due(webhook_id after, timestamp now, std::size_t subscriptions, std::size_t each) {
  return at_the_edge([&] {
    std::vector<due_deliveries> page;
    {
      query rows{db_, with_due};
      rows.with(after, now, subscriptions);
      while (rows.row())
        page.push_back({read_webhook(rows, place_->crypto), {}});
    }
    for (auto& due : page) {
      query rows{db_, due_of};
      rows.with(due.to.id, now, each);
      due.rows = all_rows<delivery_row>(rows, read_delivery);
    }
    return page;
  });
}

stored<std::int64_t> lane::forget_deliveries_before(timestamp delivered, timestamp all) {
  return in_transaction([&] { return db_.run(forget_old, delivered, all); });
}

} // namespace charla::store::sqlite
