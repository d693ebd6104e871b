#include "io/store/people.hpp"
#include "io/store/sqlite/commit.hpp"

namespace charla::store::sqlite {

namespace {

// ?7: an approved template; ?8: the window in milliseconds. What may not go is not touched; `why_not` says why.
constexpr const char* claim_ready =
    "UPDATE outbox SET state = 1, attempt = attempt + 1, claim_epoch = ?4, claim_batch = ?5, claimed_at = ?6 "
    "WHERE conv = ?1 AND version = ?2 AND idx = ?3 AND state = 0 AND not_before <= ?6 "
    "AND (expires_at IS NULL OR expires_at > ?6) "
    "AND NOT EXISTS (SELECT 1 FROM recipient r WHERE r.conv = ?1 "
    "AND (r.undeliverable_at IS NOT NULL OR (needs_consent AND r.rests_until > ?6))) "
    "AND (NOT needs_window OR ?7 OR ?6 - (SELECT last_inbound_at FROM conversation c WHERE c.conv = ?1) < ?8) "
    "AND (NOT needs_consent OR NOT EXISTS (SELECT 1 FROM conversation c JOIN contact p ON p.id = c.contact "
    "AND p.tenant = c.tenant WHERE c.conv = ?1 AND p.consent = 'opted_out'))";
constexpr const char* why_not =
    "SELECT CASE WHEN r.undeliverable_at IS NOT NULL THEN ?7 "
    "WHEN o.needs_window AND NOT ?5 AND (c.last_inbound_at IS NULL OR ?4 - c.last_inbound_at >= ?6) THEN ?8 "
    "WHEN o.needs_consent AND p.consent = 'opted_out' THEN ?9 ELSE ?10 END "
    "FROM outbox o LEFT JOIN conversation c ON c.conv = o.conv LEFT JOIN recipient r ON r.conv = o.conv "
    "LEFT JOIN contact p ON p.id = c.contact AND p.tenant = c.tenant "
    "WHERE o.conv = ?1 AND o.version = ?2 AND o.idx = ?3 AND o.state = 0 AND o.not_before <= ?4 "
    "AND (o.expires_at IS NULL OR o.expires_at > ?4)";
constexpr const char* take_back_claim =
    "UPDATE outbox SET state = 0, attempt = attempt - 1, claim_epoch = NULL, claim_batch = NULL, claimed_at = NULL "
    "WHERE conv = ? AND version = ? AND idx = ? AND state = 1 AND claim_epoch = ? AND claim_batch = ?";
constexpr const char* take_row = "DELETE FROM outbox WHERE conv = ? AND version = ? AND idx = ? RETURNING tenant, "
                                 "channel, prio, correlation_id, body";
constexpr const char* home_of = "SELECT tenant, channel FROM conversation WHERE conv = ?";
constexpr const char* take_early_status =
    "DELETE FROM provider_status WHERE channel = ? AND provider_id = ? AND tenant = ? "
    "RETURNING status, at, error_code, error_text, pricing";
// A bot's bubble from before the last change of who speaks must not become ready again (I8).
constexpr const char* is_outdated =
    "SELECT 1 FROM outbox o JOIN conversation c ON c.conv = o.conv WHERE o.conv = ? AND o.version = ? AND o.idx = ? "
    "AND o.state IN (1, 5) AND o.author = ? AND o.ctl < c.ctl";
constexpr const char* make_ready =
    "UPDATE outbox SET state = 0, not_before = coalesce(?4, not_before), claim_epoch = NULL, claim_batch = NULL, "
    "claimed_at = NULL WHERE conv = ?1 AND version = ?2 AND idx = ?3 AND state IN (1, 5)";
constexpr const char* doubt = "UPDATE outbox SET state = 5 WHERE conv = ? AND version = ? AND idx = ? AND state = 1";
constexpr const char* bury_send =
    "INSERT INTO dead_letter(tenant, shard, channel, conv, kind, reason, error, at, prio, provider_time, "
    "correlation_id, out_version, out_idx, body) VALUES (?, ?, ?, ?, 'outbound_message', 'send_failed', ?, ?, ?, ?, ?, "
    "?, ?, ?)";

struct taken_row {
  tenant_id tenant;
  channel_id channel;
  priority prio = priority::reply;
  std::string correlation_id;
  std::string body;
};

struct known_early {
  message_status status = message_status::queued;
  timestamp at;
  std::int32_t error_code = 0;
  std::string error_text;
  std::string pricing;
};

std::optional<taken_row> take(connection& db, const out_id& out) {
  query row{db, take_row};
  row.with(out.conversation, out.version, out.index);
  if (!row.row()) return std::nullopt;
  taken_row taken{tenant_id{row.as<std::int32_t>(0)}, channel_id{row.as<std::int32_t>(1)}, row.as<priority>(2),
                  row.text(3), row.text(4)};
  while (row.row()) {
  }
  return taken;
}

std::optional<taken_row> home(connection& db, const out_id& out) {
  query row{db, home_of};
  row.with(out.conversation);
  if (!row.row()) return std::nullopt;
  return taken_row{tenant_id{row.as<std::int32_t>(0)}, channel_id{row.as<std::int32_t>(1)}, {}, {}, {}};
}

/// The status that overtook our note of acceptance, if one did.
bool merge_early_status(connection& db, const taken_row& home, const send_fact& f) {
  std::optional<known_early> early;
  {
    query row{db, take_early_status};
    row.with(home.channel, f.provider_id, home.tenant);
    while (row.row())
      early = {row.as<message_status>(0), row.time(1), row.as<std::int32_t>(2), row.text(3), row.text(4)};
  }
  return early
         && merge_status(db, {f.out, home.tenant, home.channel, early->status, f.provider_id, early->at,
                              early->error_code, early->error_text, early->pricing});
}

status_result accept(const commit_context& c, const send_fact& f) {
  arrived_status s;
  s.out = f.out;
  s.status = message_status::sent;
  s.provider_id = f.provider_id;
  s.at = f.at;
  auto row = take(c.db, f.out);
  const auto waited = row.has_value();
  if (!row) row = home(c.db, f.out);
  if (!row) return {};
  s.tenant = row->tenant;
  s.channel = row->channel;
  auto rose = true;
  if (waited)
    begin_status(c.db, s);
  else
    rose = merge_status(c.db, s);
  const auto overtaken = merge_early_status(c.db, *row, f);
  return {rose || overtaken, f.out, waited && !overtaken ? message_status::sent : status_now(c.db, f.out)};
}

// Only what still waits can fail: a row that is gone was taken by a status, an override or this same fact.
status_result give_up(const commit_context& c, const send_fact& f) {
  const auto row = take(c.db, f.out);
  if (!row) return {false, f.out, status_now(c.db, f.out)};
  if (f.how == send_fact::outcome::dead)
    c.db.run(bury_send, row->tenant, shard_of(f.out.conversation), row->channel, f.out.conversation, f.error_text, f.at,
             row->prio, f.at, row->correlation_id, f.out.version, f.out.index, blob{row->body});
  const auto rose = merge_status(
      c.db,
      {f.out, row->tenant, row->channel, message_status::failed, f.provider_id, f.at, f.error_code, f.error_text, {}});
  return {rose, f.out, message_status::failed};
}

status_result release(const commit_context& c, const send_fact& f) {
  bool outdated = false;
  {
    query row{c.db, is_outdated};
    outdated = row.with(f.out.conversation, f.out.version, f.out.index, author::bot).row();
  }
  if (outdated) {
    auto suppressed = f;
    suppressed.how = send_fact::outcome::failed;
    suppressed.error_text = "suppressed";
    return give_up(c, suppressed);
  }
  c.db.run(make_ready, f.out.conversation, f.out.version, f.out.index, f.not_before);
  return {false, f.out, status_now(c.db, f.out)};
}

} // namespace

status_result note(const commit_context& c, const send_fact& f) {
  mark_recipient(c, f.out, f.mark, f.at, f.mark_until);
  switch (f.how) {
  case send_fact::outcome::accepted: return accept(c, f);
  case send_fact::outcome::failed:
  case send_fact::outcome::dead: return give_up(c, f);
  case send_fact::outcome::released: return release(c, f);
  case send_fact::outcome::in_doubt:
    c.db.run(doubt, f.out.conversation, f.out.version, f.out.index);
    return {false, f.out, status_now(c.db, f.out)};
  }
  return {};
}

claim_verdict claim(const commit_context& c, const claim_request& r) {
  if (r.epoch != c.epoch) return claim_verdict::gone;
  const auto now = r.now == timestamp{} ? c.now : r.now;
  const auto window = milliseconds{service_window}.count();
  const auto& o = r.out;
  if (c.db.run(claim_ready, o.conversation, o.version, o.index, c.epoch, c.batch, now, r.as_template, window) == 1)
    return claim_verdict::granted;
  query row{c.db, why_not};
  row.with(o.conversation, o.version, o.index, now, r.as_template, window, claim_verdict::undeliverable,
           claim_verdict::window, claim_verdict::opted_out, claim_verdict::resting);
  return row.row() ? row.as<claim_verdict>(0) : claim_verdict::gone;
}

void unclaim(const commit_context& c, const claim_request& r) {
  c.db.run(take_back_claim, r.out.conversation, r.out.version, r.out.index, c.epoch, c.batch);
}

} // namespace charla::store::sqlite
