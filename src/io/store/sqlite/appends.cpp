#include "io/store/sqlite/commit.hpp"

namespace charla::store::sqlite {

namespace {

constexpr const char* note_seen = "INSERT INTO seen(day, channel, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* insert_cause =
    "INSERT INTO inbox(tenant, shard, channel, conv, kind, prio, provider_time, received_at, correlation_id, body) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// One call takes some 50 ms: the lane has other work, and the caller comes again while rows come back.
constexpr const char* forget_keys = "DELETE FROM seen WHERE (day, channel, key) IN "
                                    "(SELECT day, channel, key FROM seen WHERE day < ? LIMIT 20000)";
constexpr const char* forget_statuses = "DELETE FROM provider_status WHERE (channel, provider_id) IN "
                                        "(SELECT channel, provider_id FROM provider_status WHERE at < ? LIMIT 20000)";

} // namespace

std::int64_t day_of(timestamp t) { return std::chrono::floor<std::chrono::days>(t).time_since_epoch().count(); }

std::optional<inbox_id> append(const commit_context& c, const inbox_append& a) {
  if (c.db.run(note_seen, day_of(a.provider_time), a.channel, bytes_of(a.key)) == 0) return std::nullopt;
  c.db.run(insert_cause, a.tenant, shard_of(a.conversation), a.channel, a.conversation, a.kind, a.prio, a.provider_time,
           c.now, a.correlation_id, blob{a.body});
  return inbox_id{c.db.last_rowid()};
}

std::int64_t forget_before(connection& db, std::int64_t day) {
  db.run(forget_statuses, from_unix_ms(day * 86'400'000));
  return db.run(forget_keys, day);
}

} // namespace charla::store::sqlite
