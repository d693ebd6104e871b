#include "io/store/sqlite/commit.hpp"

namespace charla::store::sqlite {

namespace {

constexpr const char* note_seen = "INSERT INTO seen(day, channel, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* insert_cause =
    "INSERT INTO inbox(tenant, shard, channel, conv, kind, prio, provider_time, received_at, correlation_id, body) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* is_submitted = "SELECT 1 FROM submission WHERE tenant = ? AND client_id = ?";
constexpr const char* insert_submission =
    "INSERT INTO submission(tenant, client_id, fingerprint, api_key, peer, channel_key, send_at, channel, conv, cause, "
    "at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// One call takes some 50 ms: the lane has other work, and the caller comes again while rows come back.
constexpr const char* forget_keys = "DELETE FROM seen WHERE (day, channel, key) IN "
                                    "(SELECT day, channel, key FROM seen WHERE day < ? LIMIT 20000)";
constexpr const char* forget_statuses = "DELETE FROM provider_status WHERE (channel, provider_id) IN "
                                        "(SELECT channel, provider_id FROM provider_status WHERE at < ? LIMIT 20000)";

} // namespace

namespace {

bool is_known(connection& db, tenant_id t, const submission& s) {
  query row{db, is_submitted};
  return row.with(t, s.client_id).row();
}

void keep_submission(const commit_context& c, const inbox_append& a, inbox_id cause) {
  const auto& s = *a.submitted;
  c.db.run(insert_submission, a.tenant, s.client_id, s.fingerprint, s.api_key, s.to, s.channel_key, s.send_at,
           a.channel, a.conversation, cause, c.now);
}

} // namespace

std::int64_t day_of(timestamp t) { return std::chrono::floor<std::chrono::days>(t).time_since_epoch().count(); }

std::optional<inbox_id> append(const commit_context& c, const inbox_append& a) {
  if (a.submitted && is_known(c.db, a.tenant, *a.submitted)) return std::nullopt;
  if (c.db.run(note_seen, day_of(a.provider_time), a.channel, bytes_of(a.key)) == 0) return std::nullopt;
  c.db.run(insert_cause, a.tenant, shard_of(a.conversation), a.channel, a.conversation, a.kind, a.prio, a.provider_time,
           c.now, a.correlation_id, blob{a.body});
  const inbox_id id{c.db.last_rowid()};
  if (a.submitted) keep_submission(c, a, id);
  return id;
}

std::int64_t forget_before(connection& db, std::int64_t day) {
  db.run(forget_statuses, from_unix_ms(day * 86'400'000));
  return db.run(forget_keys, day);
}

} // namespace charla::store::sqlite
