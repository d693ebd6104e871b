#include "io/store/postgres/lane.hpp"
#include "io/store/postgres/migrate.hpp"

#include <limits>

namespace charla::store::postgres {

namespace {

constexpr auto inbox_after = "SELECT " CHARLA_PG_CAUSE_COLUMNS " FROM inbox WHERE id > $1 ORDER BY id LIMIT $2";
constexpr auto inbox_after_counted =
    "WITH page AS (SELECT id FROM inbox WHERE id > $1 ORDER BY id LIMIT $2 FOR UPDATE), "
    "up AS (UPDATE inbox SET attempts = attempts + 1 WHERE id IN (SELECT id FROM page) RETURNING *) "
    "SELECT " CHARLA_PG_CAUSE_COLUMNS " FROM up ORDER BY id";
constexpr auto inbox_left_behind =
    "SELECT " CHARLA_PG_CAUSE_COLUMNS " FROM inbox WHERE id > $1 AND received_at < $2 ORDER BY id LIMIT $3";
// By epoch, never by age: a send of ours that takes long is not in doubt (protocol H9).
constexpr auto doubt_older_claims =
    "UPDATE outbox o SET state = 5 FROM shards s WHERE o.state = 1 AND s.shard = o.shard "
    "AND o.claim_epoch < s.epoch AND s.owner = $1";
constexpr auto outbox_after =
    "SELECT " CHARLA_PG_OUTBOX_COLUMNS
    " FROM outbox WHERE (conv, version, idx) > ($1, $2, $3) ORDER BY conv, version, idx LIMIT $4";
constexpr auto outbox_left_behind =
    "SELECT " CHARLA_PG_OUTBOX_COLUMNS " FROM outbox WHERE (conv, version, idx) > ($1, $2, $3) "
    "AND (state = 5 OR (state = 0 AND not_before <= $4)) ORDER BY conv, version, idx LIMIT $5";
constexpr auto timers_before =
    "SELECT " CHARLA_PG_TIMER_COLUMNS
    " FROM timer WHERE (due, conv, key) > ($1, $2, $3) AND due < $4 ORDER BY due, conv, key LIMIT $5";
constexpr auto leave =
    "UPDATE nodes SET closed = closed + 1, state = CASE WHEN closed + 1 >= lanes THEN 'dead' ELSE state END "
    "WHERE incarnation = $1";

arguments keyset(const std::optional<out_id>& after) {
  const auto from = after.value_or(out_id{}); // before every key: versions begin at 1
  return std::move(arguments{}.id(from.conversation).big(from.version).small(from.index));
}

std::int64_t rows_max(std::size_t limit) { return static_cast<std::int64_t>(limit); }

} // namespace

stored<std::vector<pending_cause>> lane::recover_inbox(inbox_id after, std::size_t limit, bool count_attempt) {
  return reading([&] {
    const auto page = arguments{}.id(after).big(rows_max(limit));
    // Counting is not repeated on a new connection: a death must not be counted twice.
    const auto rows = count_attempt ? db_.run(inbox_after_counted, page) : db_.read(inbox_after, page);
    return all_rows<pending_cause>(rows, read_cause);
  });
}

stored<std::vector<outbox_row>> lane::recover_outbox(const std::optional<out_id>& after, std::size_t limit) {
  return reading([&] {
    if (!after) db_.read(doubt_older_claims, arguments{}.big(place_->incarnation));
    return all_rows<outbox_row>(db_.read(outbox_after, keyset(after).big(rows_max(limit))), read_outbox);
  });
}

stored<std::vector<pending_cause>> lane::sweep_inbox(inbox_id after, timestamp older_than, std::size_t limit) {
  return reading([&] {
    const auto page = arguments{}.id(after).time(older_than).big(rows_max(limit));
    return all_rows<pending_cause>(db_.read(inbox_left_behind, page), read_cause);
  });
}

stored<std::vector<outbox_row>>
lane::sweep_outbox(const std::optional<out_id>& after, timestamp now, std::size_t limit) {
  return reading([&] {
    const auto page = keyset(after).time(now).big(rows_max(limit));
    return all_rows<outbox_row>(db_.read(outbox_left_behind, page), read_outbox);
  });
}

stored<std::vector<timer_row>>
lane::timers_due(timestamp until, const std::optional<timer_row>& after, std::size_t limit) {
  return reading([&] {
    arguments page;
    page.big(after ? to_unix_ms(after->due) : std::numeric_limits<std::int64_t>::min())
        .id(after ? after->conversation : conversation_id{})
        .text(after ? std::string_view{after->key} : std::string_view{})
        .time(until)
        .big(rows_max(limit));
    return all_rows<timer_row>(db_.read(timers_before, page), read_timer);
  });
}

stored<std::int64_t> lane::forget_seen_before(timestamp day) {
  return reading([&] {
    prepare_days(db_, day_of(place_->clock.now()));
    return forget_days_before(db_, day_of(day));
  });
}

stored<void> lane::close_clean() {
  if (said_goodbye_) return {};
  auto done = writing([&] { db_.run(leave, arguments{}.big(place_->incarnation)); });
  if (done) said_goodbye_ = true;
  return done;
}

} // namespace charla::store::postgres
