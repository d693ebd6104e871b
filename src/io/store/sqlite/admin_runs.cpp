#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

namespace charla::store::sqlite {

namespace {

#define CHARLA_SQLITE_RUNS                                                                                             \
  "SELECT conv, number, flow, version, status, node, reason, started_at, ended_at, variables, updated_at FROM run "    \
  "WHERE tenant = ?1 AND (updated_at, conv, number) < (?2, ?3, ?4) AND (?5 IS NULL OR flow = ?5) "                     \
  "AND (?6 IS NULL OR version = ?6) AND (?7 IS NULL OR status = ?7) "

constexpr const char* list_runs = CHARLA_SQLITE_RUNS "ORDER BY updated_at DESC, conv DESC, number DESC LIMIT ?8";
// By the conversation's key: it has few runs, the tenant many.
constexpr const char* runs_of_conversation =
    CHARLA_SQLITE_RUNS "AND conv = ?9 ORDER BY +updated_at DESC, conv DESC, number DESC LIMIT ?8";
constexpr const char* visits_of_version =
    "SELECT node, exit, count FROM visit WHERE tenant = ? AND flow = ? AND version = ? ORDER BY node, exit";
constexpr const char* list_timers =
    "SELECT " CHARLA_SQLITE_TIMER_COLUMNS
    " FROM timer WHERE (due, conv, key) > (?2, ?3, ?4) AND tenant = ?1 ORDER BY due, conv, key LIMIT ?5";

run_row read_run(const query& row) {
  run_row r;
  r.conversation = conversation_id{row.id(0)};
  r.run.number = row.integer(1);
  r.run.flow = {flow_id{row.as<std::int32_t>(2)}, row.as<std::int32_t>(3)};
  r.run.status = row.as<run_status>(4);
  r.run.node = row.text(5);
  r.run.reason = row.text(6);
  r.run.started_at = row.time(7);
  r.run.ended_at = row.maybe_time(8);
  r.run.variables = row.text(9);
  r.updated_at = row.time(10);
  return r;
}

} // namespace

stored<page<run_row>> admin::runs(tenant_id t, const run_filter& f, const std::string& after, std::size_t limit) {
  const auto from = run_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, f.conversation ? runs_of_conversation : list_runs};
    if (f.conversation)
      rows.with(t, from->updated_at, from->conversation, from->number, f.flow, f.version, f.status, limit + 1,
                *f.conversation);
    else
      rows.with(t, from->updated_at, from->conversation, from->number, f.flow, f.version, f.status, limit + 1);
    return to_page(all_rows<run_row>(rows, read_run), limit, place_of_run);
  });
}

stored<std::vector<visit_count>> admin::visits(tenant_id t, flow_id id, std::int32_t version) {
  return at_the_edge([&] {
    query rows{db_, visits_of_version};
    rows.with(t, id, version);
    return all_rows<visit_count>(rows, [&](const query& row) {
      return visit_count{{id, version}, row.text(0), row.text(1), row.integer(2)};
    });
  });
}

stored<page<timer_row>> admin::timers(tenant_id t, const std::string& after, std::size_t limit) {
  const auto from = timer_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, list_timers};
    rows.with(t, from->due, from->conversation, from->key, limit + 1);
    return to_page(all_rows<timer_row>(rows, read_timer), limit, place_of_timer);
  });
}

} // namespace charla::store::sqlite
