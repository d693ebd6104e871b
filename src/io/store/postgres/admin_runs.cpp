#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"

namespace charla::store::postgres {

namespace {

// -1: any.
#define CHARLA_PG_RUNS                                                                                                 \
  "SELECT conv, number, flow, version, status, node, reason, started_at, ended_at, variables, updated_at FROM run "    \
  "WHERE tenant = $1 AND (updated_at, conv, number) < ($2, $3, $4) AND ($5 = -1 OR flow = $5) "                        \
  "AND ($6 = -1 OR version = $6) AND ($7 = -1 OR status = $7) "
constexpr auto list_runs = CHARLA_PG_RUNS "ORDER BY updated_at DESC, conv DESC, number DESC LIMIT $8";
constexpr auto runs_of_conversation =
    CHARLA_PG_RUNS "AND conv = $9 ORDER BY updated_at DESC, conv DESC, number DESC LIMIT $8";
constexpr auto visits_of_version =
    "SELECT node, exit, sum(count)::bigint FROM visit WHERE tenant = $1 AND flow = $2 "
    "AND version = $3 GROUP BY node, exit ORDER BY node COLLATE \"C\", exit COLLATE \"C\"";
constexpr auto list_timers =
    "SELECT " CHARLA_PG_TIMER_COLUMNS
    " FROM timer WHERE (due, conv, key) > ($2, $3, $4) AND tenant = $1 ORDER BY due, conv, key LIMIT $5";

run_row read_run(const pqxx::row& row) {
  run_row r;
  r.conversation = conversation_id{id_at(row, 0)};
  r.run.number = number_at(row, 1);
  r.run.flow = {flow_id{value_at<std::int32_t>(row, 2)}, value_at<std::int32_t>(row, 3)};
  r.run.status = value_at<run_status>(row, 4);
  r.run.node = text_at(row, 5);
  r.run.reason = text_at(row, 6);
  r.run.started_at = time_at(row, 7);
  r.run.ended_at = maybe_time_at(row, 8);
  r.run.variables = text_at(row, 9);
  r.updated_at = time_at(row, 10);
  return r;
}

} // namespace

stored<page<run_row>> admin::runs(tenant_id t, const run_filter& f, const std::string& after, std::size_t limit) {
  const auto from = run_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    arguments with;
    with.id(t).time(from->updated_at).id(from->conversation).big(from->number);
    with.integer(f.flow ? f.flow->value() : -1).integer(f.version.value_or(-1));
    with.integer(f.status ? static_cast<std::int32_t>(*f.status) : -1).big(static_cast<std::int64_t>(limit) + 1);
    if (f.conversation) with.id(*f.conversation);
    const auto rows = db_.read(f.conversation ? runs_of_conversation : list_runs, with);
    return to_page(all_rows<run_row>(rows, read_run), limit, place_of_run);
  });
}

stored<std::vector<visit_count>> admin::visits(tenant_id t, flow_id id, std::int32_t version) {
  return reading([&] {
    const auto rows = db_.read(visits_of_version, arguments{}.id(t).id(id).integer(version));
    return all_rows<visit_count>(rows, [&](const pqxx::row& row) {
      return visit_count{{id, version}, text_at(row, 0), text_at(row, 1), number_at(row, 2)};
    });
  });
}

stored<page<timer_row>> admin::timers(tenant_id t, const std::string& after, std::size_t limit) {
  const auto from = timer_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    arguments with;
    with.id(t).time(from->due).id(from->conversation).text(from->key).big(static_cast<std::int64_t>(limit) + 1);
    return to_page(all_rows<timer_row>(db_.read(list_timers, with), read_timer), limit, place_of_timer);
  });
}

} // namespace charla::store::postgres
