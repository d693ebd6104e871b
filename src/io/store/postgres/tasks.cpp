#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"

#include <limits>

namespace charla::store::postgres {

namespace {

// What a bubble is told by its outbox row while it waits, by its status afterwards; what has no message yet, by its
// cause. The states are those of `task_state`.
#define CHARLA_PG_TASKS                                                                                                \
  "SELECT t.id, t.client_id, t.fingerprint, t.api_key, t.peer, t.channel_key, t.send_at, t.channel, t.conv, t.at, "    \
  "CASE WHEN l.id IS NOT NULL THEN 4 WHEN o.state IN (1, 5) THEN 1 WHEN o.attempt > 0 THEN 2 "                         \
  "WHEN o.state = 0 THEN 0 WHEN s.status = 5 THEN 4 WHEN s.status >= 1 THEN 3 ELSE 0 END AS task_state, "              \
  "m.version, m.send, coalesce(s.status, 0), coalesce(o.attempt, 0), o.not_before, coalesce(s.provider_id, ''), "      \
  "coalesce(s.error_code, 0), coalesce(l.error, s.error_text, '') FROM submission t "                                  \
  "LEFT JOIN LATERAL (SELECT * FROM message n WHERE n.tenant = t.tenant AND n.client_id = t.client_id "                \
  "AND n.client_id <> '' AND n.conv = t.conv ORDER BY n.seq LIMIT 1) m ON true "                                       \
  "LEFT JOIN outbox o ON o.conv = m.conv AND o.version = m.version AND o.idx = m.send "                                \
  "LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send "                            \
  "LEFT JOIN dead_letter l ON m.seq IS NULL AND l.inbox_id = t.cause AND l.state <> 'redriven' "
constexpr auto one_task = CHARLA_PG_TASKS "WHERE t.tenant = $1 AND t.client_id = $2";
constexpr auto list_tasks = "SELECT * FROM (" CHARLA_PG_TASKS "WHERE t.tenant = $1 AND t.id < $2) x "
                            "WHERE ($3 = -1 OR x.task_state = $3) ORDER BY x.id DESC LIMIT $4";
// Ids rise with time: the newest that is too old ends the search.
constexpr auto count_by_state =
    "SELECT task_state, count(*) FROM (" CHARLA_PG_TASKS
    "WHERE t.tenant = $1 AND t.at >= $2 AND t.id > coalesce((SELECT n.id FROM submission n WHERE n.tenant = $1 "
    "AND n.at < $2 ORDER BY n.id DESC LIMIT 1), 0)) x GROUP BY task_state";

task_row read_task(const pqxx::row& row) {
  task_row t;
  t.id = number_at(row, 0);
  t.asked = {text_at(row, 1), text_at(row, 2), value_at<std::int32_t>(row, 3),
             text_at(row, 4), text_at(row, 5), maybe_time_at(row, 6)};
  t.channel = channel_id{value_at<std::int32_t>(row, 7)};
  t.conversation = conversation_id{id_at(row, 8)};
  t.at = time_at(row, 9);
  t.state = value_at<task_state>(row, 10);
  if (!row[12].is_null()) t.out = out_id{t.conversation, number_at(row, 11), value_at<std::int16_t>(row, 12)};
  t.delivery = value_at<message_status>(row, 13);
  t.attempts = value_at<std::int32_t>(row, 14);
  t.not_before = maybe_time_at(row, 15);
  t.provider_id = text_at(row, 16);
  t.error_code = value_at<std::int32_t>(row, 17);
  t.error_text = text_at(row, 18);
  return t;
}

} // namespace

stored<std::optional<task_row>> admin::task(tenant_id t, const std::string& client_id) {
  return reading([&]() -> std::optional<task_row> {
    const auto rows = db_.read(one_task, arguments{}.id(t).text(client_id));
    if (rows.empty()) return std::nullopt;
    return read_task(rows[0]);
  });
}

stored<page<task_row>>
admin::tasks(tenant_id t, std::optional<task_state> state, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<std::int64_t>{std::numeric_limits<std::int64_t>::max()} : number_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    arguments with;
    with.id(t).big(*from).integer(state ? static_cast<std::int32_t>(*state) : -1);
    with.big(static_cast<std::int64_t>(limit) + 1);
    return to_page(all_rows<task_row>(db_.read(list_tasks, with), read_task), limit,
                   [](const task_row& task) { return task.id; });
  });
}

stored<task_counts> admin::count_tasks(tenant_id t, timestamp since) {
  return reading([&] {
    task_counts counts;
    for (const auto& row : db_.read(count_by_state, arguments{}.id(t).time(since)))
      counts.by_state.at(value_at<std::size_t>(row, 0)) = number_at(row, 1);
    return counts;
  });
}

} // namespace charla::store::postgres
