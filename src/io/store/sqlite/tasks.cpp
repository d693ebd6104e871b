#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <limits>

namespace charla::store::sqlite {

namespace {

// What a bubble is told by its outbox row while it waits, by its status afterwards; what has no message yet, by its
// cause. The states are those of `task_state`.
#define CHARLA_SQLITE_TASKS                                                                                            \
  "SELECT t.id, t.client_id, t.fingerprint, t.api_key, t.peer, t.channel_key, t.send_at, t.channel, t.conv, t.at, "    \
  "CASE WHEN l.id IS NOT NULL THEN 4 WHEN o.state IN (1, 5) THEN 1 WHEN o.attempt > 0 THEN 2 "                         \
  "WHEN o.state = 0 THEN 0 WHEN s.status = 5 THEN 4 WHEN s.status >= 1 THEN 3 ELSE 0 END AS task_state, "              \
  "m.version, m.send, coalesce(s.status, 0), coalesce(o.attempt, 0), o.not_before, coalesce(s.provider_id, ''), "      \
  "coalesce(s.error_code, 0), coalesce(l.error, s.error_text, '') FROM submission t "                                  \
  "LEFT JOIN message m ON (m.conv, m.seq) = (SELECT conv, seq FROM message WHERE tenant = t.tenant "                   \
  "AND client_id = t.client_id AND client_id <> '' AND conv = t.conv ORDER BY seq LIMIT 1) "                           \
  "LEFT JOIN outbox o ON o.conv = m.conv AND o.version = m.version AND o.idx = m.send "                                \
  "LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send "                            \
  "LEFT JOIN dead_letter l ON m.seq IS NULL AND l.inbox_id = t.cause AND l.state <> 'redriven' "
constexpr const char* one_task = CHARLA_SQLITE_TASKS "WHERE t.tenant = ? AND t.client_id = ?";
constexpr const char* list_tasks = CHARLA_SQLITE_TASKS
    "WHERE t.tenant = ?1 AND t.id < ?2 AND (?3 IS NULL OR task_state = ?3) ORDER BY t.id DESC LIMIT ?4";
// Ids rise with time: the newest that is too old ends the search.
constexpr const char* count_by_state =
    "SELECT task_state, count(*) FROM (" CHARLA_SQLITE_TASKS
    "WHERE t.tenant = ?1 AND t.at >= ?2 AND t.id > coalesce((SELECT id FROM submission WHERE tenant = ?1 AND at < ?2 "
    "ORDER BY id DESC LIMIT 1), 0)) GROUP BY task_state";

task_row read_task(const query& row) {
  task_row t;
  t.id = row.integer(0);
  t.asked = {row.text(1), row.text(2), row.as<std::int32_t>(3), row.text(4), row.text(5), row.maybe_time(6)};
  t.channel = channel_id{row.as<std::int32_t>(7)};
  t.conversation = conversation_id{row.id(8)};
  t.at = row.time(9);
  t.state = row.as<task_state>(10);
  if (!row.is_null(12)) t.out = out_id{t.conversation, row.integer(11), row.as<std::int16_t>(12)};
  t.delivery = row.as<message_status>(13);
  t.attempts = row.as<std::int32_t>(14);
  t.not_before = row.maybe_time(15);
  t.provider_id = row.text(16);
  t.error_code = row.as<std::int32_t>(17);
  t.error_text = row.text(18);
  return t;
}

} // namespace

stored<std::optional<task_row>> admin::task(tenant_id t, const std::string& client_id) {
  return at_the_edge([&] {
    query row{db_, one_task};
    return row.with(t, client_id).row() ? std::optional{read_task(row)} : std::nullopt;
  });
}

stored<page<task_row>>
admin::tasks(tenant_id t, std::optional<task_state> state, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<std::int64_t>{std::numeric_limits<std::int64_t>::max()} : number_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, list_tasks};
    rows.with(t, *from, state, limit + 1);
    return to_page(all_rows<task_row>(rows, read_task), limit, [](const task_row& task) { return task.id; });
  });
}

stored<task_counts> admin::count_tasks(tenant_id t, timestamp since) {
  return at_the_edge([&] {
    task_counts counts;
    query rows{db_, count_by_state};
    rows.with(t, since);
    while (rows.row())
      counts.by_state.at(rows.as<std::size_t>(0)) = rows.integer(1);
    return counts;
  });
}

} // namespace charla::store::sqlite
