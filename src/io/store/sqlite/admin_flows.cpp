#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

constexpr const char* versions_of_tenant =
    "SELECT flow, tenant, name, version, graph, status, created_by, created_at, live_since "
    "FROM flow_version WHERE tenant = ? ORDER BY flow, version";
constexpr const char* next_version =
    "UPDATE flow SET last_version = last_version + 1 WHERE id = ? AND tenant = ? RETURNING last_version";
constexpr const char* insert_version =
    "INSERT INTO flow_version(flow, version, tenant, name, graph, status, created_by, created_at, live_since) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* retire_active =
    "UPDATE flow_version SET status = 'published', live_since = NULL WHERE flow = ? AND status = 'active'";
constexpr const char* activate =
    "UPDATE flow_version SET status = 'active', live_since = ?3 WHERE flow = ?1 AND version = ?2";
constexpr const char* flow_exists = "SELECT 1 FROM flow WHERE id = ? AND tenant = ?";
constexpr const char* status_of_version = "SELECT status FROM flow_version WHERE flow = ? AND version = ?";
constexpr const char* drop_version =
    "DELETE FROM flow_version WHERE tenant = ?1 AND flow = ?2 AND version = ?3 AND status <> 'active' AND NOT EXISTS "
    "(SELECT 1 FROM run r WHERE r.tenant = ?1 AND r.flow = ?2 AND r.version = ?3 AND r.status < 2)";

#define CHARLA_SQLITE_DRAFT_COLUMNS                                                                                    \
  "id, tenant, name, graph, tests, revision, changed_by, changed_at, created_at, archived, "                           \
  "(SELECT version FROM flow_version v WHERE v.flow = flow.id AND v.status = 'active'), "                              \
  "(SELECT max(version) FROM flow_version v WHERE v.flow = flow.id)"
constexpr const char* drafts_of_tenant =
    "SELECT " CHARLA_SQLITE_DRAFT_COLUMNS " FROM flow WHERE tenant = ? ORDER BY id";
constexpr const char* one_draft = "SELECT " CHARLA_SQLITE_DRAFT_COLUMNS " FROM flow WHERE id = ? AND tenant = ?";
constexpr const char* insert_flow = "INSERT INTO flow(tenant, name, graph, tests, changed_by, changed_at, created_at, "
                                    "archived) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* save_draft =
    "UPDATE flow SET name = ?4, graph = ?5, tests = ?6, archived = ?7, changed_by = ?8, changed_at = ?9, "
    "revision = revision + 1 WHERE id = ?1 AND tenant = ?2 AND revision = ?3";

flow_row read_flow(const query& row) {
  flow_row f;
  f.id = flow_id{row.as<std::int32_t>(0)};
  f.tenant = tenant_id{row.as<std::int32_t>(1)};
  f.name = row.text(2);
  f.version = row.as<std::int32_t>(3);
  f.graph = row.text(4);
  f.status = row.text(5);
  f.created_by = row.text(6);
  f.created_at = row.time(7);
  f.live_since = row.maybe_time(8);
  return f;
}

flow_draft_row read_draft(const query& row) {
  flow_draft_row f;
  f.id = flow_id{row.as<std::int32_t>(0)};
  f.tenant = tenant_id{row.as<std::int32_t>(1)};
  f.name = row.text(2);
  f.graph = row.text(3);
  f.tests = row.text(4);
  f.revision = row.integer(5);
  f.changed_by = row.text(6);
  f.changed_at = row.time(7);
  f.created_at = row.time(8);
  f.archived = row.integer(9) != 0;
  if (!row.is_null(10)) f.live = row.as<std::int32_t>(10);
  f.newest = row.as<std::int32_t>(11);
  return f;
}

flow_id new_flow(connection& db, const flow_draft_row& f) {
  db.run(insert_flow, f.tenant, f.name, f.graph, f.tests, f.changed_by, f.changed_at, f.created_at, f.archived);
  return flow_id{static_cast<std::int32_t>(db.last_rowid())};
}

flow_draft_row draft_of(const flow_row& f) {
  flow_draft_row draft;
  draft.tenant = f.tenant;
  draft.name = f.name;
  draft.graph = f.graph;
  draft.changed_by = f.created_by;
  draft.changed_at = draft.created_at = f.created_at;
  return draft;
}

std::int32_t take_next_version(connection& db, const flow_row& f) {
  query row{db, next_version};
  row.with(f.id, f.tenant);
  if (!row.row())
    throw failure{SQLITE_CONSTRAINT, "id: there is no flow " + std::to_string(f.id.value()) + " of this organisation"};
  const auto version = row.as<std::int32_t>(0);
  row.run();
  return version;
}

} // namespace

stored<std::vector<flow_row>> admin::flows(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, versions_of_tenant};
    rows.with(t);
    return all_rows<flow_row>(rows, read_flow);
  });
}

stored<flow_row> admin::add_flow_version(const flow_row& f) {
  return written([&] {
    auto made = f;
    made.created_at = born(f.created_at);
    made.live_since = f.status == "active" ? std::optional{made.created_at} : std::nullopt;
    if (f.id.value() == 0) made.id = new_flow(db_, draft_of(made));
    made.version = take_next_version(db_, made);
    if (f.status == "active") db_.run(retire_active, made.id);
    db_.run(insert_version, made.id, made.version, f.tenant, f.name, f.graph, f.status, f.created_by, made.created_at,
            made.live_since);
    return made;
  });
}

stored<bool> admin::activate_flow(tenant_id t, flow_id id, std::optional<std::int32_t> version, timestamp at) {
  return written([&] {
    {
      query row{db_, flow_exists};
      if (!row.with(id, t).row()) return false;
    }
    if (version) {
      query row{db_, status_of_version};
      if (!row.with(id, *version).row()) return false;
      if (row.text(0) == "active") return true; // live since then
    }
    db_.run(retire_active, id);
    return !version || db_.run(activate, id, *version, at) == 1;
  });
}

stored<bool> admin::delete_flow_version(tenant_id t, flow_id id, std::int32_t version) {
  return written([&] { return db_.run(drop_version, t, id, version) == 1; });
}

stored<std::vector<flow_draft_row>> admin::flow_drafts(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, drafts_of_tenant};
    rows.with(t);
    return all_rows<flow_draft_row>(rows, read_draft);
  });
}

stored<std::optional<flow_draft_row>> admin::flow_draft(tenant_id t, flow_id id) {
  return at_the_edge([&] {
    query row{db_, one_draft};
    row.with(id, t);
    return row.row() ? std::optional{read_draft(row)} : std::nullopt;
  });
}

stored<flow_draft_row> admin::add_flow(const flow_draft_row& f) {
  return written([&] {
    auto made = f;
    made.created_at = born(f.created_at);
    made.changed_at = f.changed_at == timestamp{} ? made.created_at : f.changed_at;
    made.revision = 1;
    made.live.reset();
    made.newest = 0;
    made.id = new_flow(db_, made);
    return made;
  });
}

stored<std::optional<std::int64_t>> admin::save_flow(const flow_draft_row& f) {
  return written([&]() -> std::optional<std::int64_t> {
    const auto changed = db_.run(save_draft, f.id, f.tenant, f.revision, f.name, f.graph, f.tests, f.archived,
                                 f.changed_by, born(f.changed_at));
    return changed == 1 ? std::optional{f.revision + 1} : std::nullopt;
  });
}

} // namespace charla::store::sqlite
