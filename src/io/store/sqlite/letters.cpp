#include "io/store/sqlite/commit.hpp"

namespace charla::store::sqlite {

namespace {

constexpr const char* bury_cause =
    "INSERT INTO dead_letter(tenant, shard, channel, conv, kind, reason, error, at, inbox_id, prio, provider_time, "
    "correlation_id, body, trace) SELECT tenant, shard, channel, conv, kind, ?3, ?4, ?5, id, prio, provider_time, "
    "correlation_id, body, ?6 FROM inbox WHERE id = ?1 AND conv = ?2";
constexpr const char* drop_cause = "DELETE FROM inbox WHERE id = ? AND conv = ?";
constexpr const char* bury_timer =
    "INSERT INTO dead_letter(tenant, shard, channel, conv, kind, reason, error, at, prio, provider_time, "
    "correlation_id, timer_key, timer_gen, timer_due, body, trace) "
    "SELECT tenant, shard, channel, conv, 'timer_fired', ?4, ?5, ?6, 6, due, '', key, gen, due, body, ?7 FROM timer "
    "WHERE conv = ?1 AND key = ?2 AND gen = ?3";
constexpr const char* drop_timer = "DELETE FROM timer WHERE conv = ? AND key = ? AND gen = ?";
constexpr const char* pause_or_create =
    "INSERT INTO conversation(conv, tenant, shard, channel, version, ctl, mode, until, last_activity_at, created_at) "
    "VALUES (?1, ?2, ?3, coalesce((SELECT channel FROM dead_letter WHERE conv = ?1 ORDER BY id DESC LIMIT 1), 0), 0, "
    "1, "
    "?4, NULL, ?5, ?5) "
    "ON CONFLICT(conv) DO UPDATE SET ctl = ctl + 1, mode = excluded.mode, until = NULL RETURNING ctl";
constexpr const char* count_buried = "SELECT count(*) FROM dead_letter WHERE conv = ? AND inbox_id = ?";
constexpr const char* count_buried_timer =
    "SELECT count(*) FROM dead_letter WHERE conv = ? AND timer_key = ? AND timer_gen = ?";
constexpr const char* insert_event =
    "INSERT INTO event(tenant, level, type, message, metadata, at) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* find_event =
    "SELECT 1 FROM event WHERE tenant = ? AND type = ? AND message = ? AND at = ? ORDER BY id DESC LIMIT 1";

bool bury_all(const commit_context& c, const dead_letter_write& w) {
  for (const auto& id : w.causes)
    if (c.db.run(bury_cause, id, w.conversation, w.reason, w.error, w.at, w.trace) != 1
        || c.db.run(drop_cause, id, w.conversation) != 1)
      return false;
  for (const auto& t : w.fired)
    if (c.db.run(bury_timer, w.conversation, t.key, t.generation, w.reason, w.error, w.at, w.trace) != 1
        || c.db.run(drop_timer, w.conversation, t.key, t.generation) != 1)
      return false;
  return true;
}

} // namespace

bool bury(const commit_context& c, const dead_letter_write& w) {
  savepoint item{c.db};
  if (!bury_all(c, w)) {
    item.undo();
    return false;
  }
  control_change change{w.tenant, w.conversation, 0, control_mode::paused, std::nullopt, "dead_letter", {}, nullptr};
  {
    query row{c.db, pause_or_create};
    row.with(w.conversation, w.tenant, shard_of(w.conversation), control_mode::paused, w.at);
    while (row.row())
      change.ctl = row.integer(0);
  }
  change.result.suppressed = suppress(c, w.conversation);
  note_control_change(c, change);
  item.keep();
  return true;
}

bool is_buried(const commit_context& c, const dead_letter_write& w) {
  const auto found = [&](query& row) { return row.row() && row.integer(0) > 0; };
  for (const auto& id : w.causes) {
    query row{c.db, count_buried};
    if (!found(row.with(w.conversation, id))) return false;
  }
  for (const auto& t : w.fired) {
    query row{c.db, count_buried_timer};
    if (!found(row.with(w.conversation, t.key, t.generation))) return false;
  }
  return true;
}

void add_event(connection& db, const system_event& e) {
  db.run(insert_event, e.tenant, e.level, e.type, e.message, e.metadata, e.at);
}

bool has_event(connection& db, const system_event& e) {
  query row{db, find_event};
  return row.with(e.tenant, e.type, e.message, e.at).row();
}

} // namespace charla::store::sqlite
