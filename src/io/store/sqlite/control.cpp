#include "io/store/sqlite/commit.hpp"

namespace charla::store::sqlite {

namespace {

constexpr const char* take_unclaimed =
    "DELETE FROM outbox WHERE conv = ? AND author = ? AND state = 0 RETURNING version, idx, tenant, channel";
constexpr const char* change_or_create =
    "INSERT INTO conversation(conv, tenant, shard, channel, version, ctl, mode, until, last_activity_at, created_at) "
    "VALUES (?1, ?2, ?3, ?4, 0, 1, ?5, ?6, ?7, ?7) "
    "ON CONFLICT(conv) DO UPDATE SET ctl = ctl + 1, mode = excluded.mode, until = excluded.until "
    "WHERE tenant = excluded.tenant RETURNING ctl";
constexpr const char* count_in_flight = "SELECT count(*) FROM outbox WHERE conv = ? AND author = ? AND state IN (1, 5)";
constexpr const char* insert_change =
    "INSERT INTO control_change(tenant, shard, conv, ctl, mode, until, at, origin, after_turn, suppressed, in_flight, "
    "notice_day, notice_key, epoch, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(g), 0) FROM turn), ?, "
    "?, ?, ?, ?, ?)";
constexpr const char* find_change =
    "SELECT ctl, suppressed, in_flight FROM control_change WHERE conv = ? AND epoch = ? AND batch = ? "
    "AND notice_day = ? AND notice_key = ?";

} // namespace

std::int32_t suppress(const commit_context& c, const conversation_id& id) {
  std::vector<arrived_status> gone;
  {
    query rows{c.db, take_unclaimed};
    rows.with(id, author::bot);
    while (rows.row()) {
      arrived_status s;
      s.out = {id, rows.integer(0), rows.as<std::int16_t>(1)};
      s.tenant = tenant_id{rows.as<std::int32_t>(2)};
      s.channel = channel_id{rows.as<std::int32_t>(3)};
      s.status = message_status::failed;
      s.at = c.now;
      s.error_text = "suppressed";
      gone.push_back(s);
    }
  }
  for (const auto& s : gone)
    merge_status(c.db, s);
  return static_cast<std::int32_t>(gone.size());
}

override_result change_control(const commit_context& c, const override_request& r) {
  override_result result;
  {
    query row{c.db, change_or_create};
    row.with(r.conversation, r.notice.tenant, shard_of(r.conversation), r.notice.channel, r.mode, r.until,
             r.notice.provider_time);
    if (!row.row()) return result; // another tenant's conversation: nothing is changed
    result.ctl_seq = row.integer(0);
    while (row.row()) {
    }
  }
  result.suppressed = suppress(c, r.conversation);
  {
    query row{c.db, count_in_flight};
    row.with(r.conversation, author::bot);
    if (row.row()) result.in_flight = row.as<std::int32_t>(0);
  }
  note_control_change(
      c, {r.notice.tenant, r.conversation, result.ctl_seq, r.mode, r.until, "override", result, &r.notice});
  result.notice = append(c, r.notice);
  return result;
}

void note_control_change(const commit_context& c, const control_change& change) {
  const auto* n = change.notice;
  c.db.run(insert_change, change.tenant, shard_of(change.conversation), change.conversation, change.ctl, change.mode,
           change.until, c.now, change.origin, change.result.suppressed, change.result.in_flight,
           n == nullptr ? std::nullopt : std::optional{day_of(n->provider_time)},
           n == nullptr ? std::nullopt : std::optional{bytes_of(n->key)}, c.epoch, c.batch);
}

std::optional<override_result> control_change_of(const commit_context& c, const override_request& r) {
  query row{c.db, find_change};
  row.with(r.conversation, c.epoch, c.batch, day_of(r.notice.provider_time), bytes_of(r.notice.key));
  if (!row.row()) return std::nullopt;
  return override_result{row.integer(0), row.as<std::int32_t>(1), row.as<std::int32_t>(2), std::nullopt};
}

} // namespace charla::store::sqlite
