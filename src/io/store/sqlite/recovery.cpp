#include "io/store/sqlite/lane.hpp"
#include "io/store/sqlite/rows.hpp"

#include <limits>

namespace charla::store::sqlite {

namespace {

constexpr const char* count_attempts =
    "UPDATE inbox SET attempts = attempts + 1 WHERE id IN (SELECT id FROM inbox WHERE id > ? ORDER BY id LIMIT ?)";
constexpr const char* inbox_after =
    "SELECT " CHARLA_SQLITE_CAUSE_COLUMNS " FROM inbox WHERE id > ? ORDER BY id LIMIT ?";
constexpr const char* inbox_left_behind =
    "SELECT " CHARLA_SQLITE_CAUSE_COLUMNS " FROM inbox WHERE id > ? AND received_at < ? ORDER BY id LIMIT ?";
constexpr const char* doubt_older_claims = "UPDATE outbox SET state = 5 WHERE state = 1 AND claim_epoch < ?";
constexpr const char* outbox_after =
    "SELECT " CHARLA_SQLITE_OUTBOX_COLUMNS
    " FROM outbox WHERE (conv, version, idx) > (?, ?, ?) ORDER BY conv, version, idx LIMIT ?";
constexpr const char* outbox_left_behind =
    "SELECT " CHARLA_SQLITE_OUTBOX_COLUMNS " FROM outbox WHERE (conv, version, idx) > (?, ?, ?) "
    "AND (state = 5 OR (state = 0 AND not_before <= ?)) ORDER BY conv, version, idx LIMIT ?";
constexpr const char* timers_before =
    "SELECT " CHARLA_SQLITE_TIMER_COLUMNS
    " FROM timer WHERE (due, conv, key) > (?, ?, ?) AND due < ? ORDER BY due, conv, key LIMIT ?";

/// Before every key: versions begin at 1.
const out_id before_all{};
constexpr timestamp beginning = from_unix_ms(std::numeric_limits<std::int64_t>::min());

} // namespace

stored<std::vector<pending_cause>> lane::recover_inbox(inbox_id after, std::size_t limit, bool count_attempt) {
  const auto read = [&] {
    query rows{db_, inbox_after};
    rows.with(after, limit);
    return all_rows<pending_cause>(rows, read_cause);
  };
  if (!count_attempt) return at_the_edge(read);
  return in_transaction([&] {
    db_.run(count_attempts, after, limit);
    return read();
  });
}

stored<std::vector<outbox_row>> lane::recover_outbox(const std::optional<out_id>& after, std::size_t limit) {
  return in_transaction([&] {
    if (!after) db_.run(doubt_older_claims, epoch_);
    const auto from = after.value_or(before_all);
    query rows{db_, outbox_after};
    rows.with(from.conversation, from.version, from.index, limit);
    return all_rows<outbox_row>(rows, read_outbox);
  });
}

stored<std::vector<pending_cause>> lane::sweep_inbox(inbox_id after, timestamp older_than, std::size_t limit) {
  return at_the_edge([&] {
    query rows{db_, inbox_left_behind};
    rows.with(after, older_than, limit);
    return all_rows<pending_cause>(rows, read_cause);
  });
}

stored<std::vector<outbox_row>>
lane::sweep_outbox(const std::optional<out_id>& after, timestamp now, std::size_t limit) {
  return at_the_edge([&] {
    const auto from = after.value_or(before_all);
    query rows{db_, outbox_left_behind};
    rows.with(from.conversation, from.version, from.index, now, limit);
    return all_rows<outbox_row>(rows, read_outbox);
  });
}

stored<std::vector<timer_row>>
lane::timers_due(timestamp until, const std::optional<timer_row>& after, std::size_t limit) {
  return at_the_edge([&] {
    timer_row first;
    first.due = beginning;
    const auto& from = after ? *after : first;
    query rows{db_, timers_before};
    rows.with(from.due, from.conversation, from.key, until, limit);
    return all_rows<timer_row>(rows, read_timer);
  });
}

} // namespace charla::store::sqlite
