#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

constexpr const char* versions_of_tenant = "SELECT flow, tenant, name, version, graph, status, created_by, created_at "
                                           "FROM flow_version WHERE tenant = ? ORDER BY flow, version";
constexpr const char* insert_flow = "INSERT INTO flow(tenant) VALUES (?)";
constexpr const char* next_version =
    "SELECT 1 + coalesce((SELECT max(version) FROM flow_version v WHERE v.flow = flow.id), 0) "
    "FROM flow WHERE id = ? AND tenant = ?";
constexpr const char* insert_version =
    "INSERT INTO flow_version(flow, version, tenant, name, graph, status, created_by, created_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* retire_active =
    "UPDATE flow_version SET status = 'published' WHERE tenant = ? AND status = 'active'";
constexpr const char* activate =
    "UPDATE flow_version SET status = 'active' WHERE tenant = ? AND flow = ? AND version = ?";
constexpr const char* version_exists = "SELECT 1 FROM flow_version WHERE tenant = ? AND flow = ? AND version = ?";

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
  return f;
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
    if (f.id.value() == 0) {
      db_.run(insert_flow, f.tenant);
      made.id = flow_id{static_cast<std::int32_t>(db_.last_rowid())};
    }
    {
      query row{db_, next_version};
      row.with(made.id, f.tenant);
      if (!row.row())
        throw failure{SQLITE_CONSTRAINT,
                      "id: there is no flow " + std::to_string(f.id.value()) + " of this organisation"};
      made.version = row.as<std::int32_t>(0);
    }
    if (f.status == "active") db_.run(retire_active, f.tenant);
    db_.run(insert_version, made.id, made.version, f.tenant, f.name, f.graph, f.status, f.created_by, made.created_at);
    return made;
  });
}

stored<bool> admin::activate_flow(tenant_id t, flow_id id, std::int32_t version) {
  return written([&] {
    {
      query row{db_, version_exists};
      if (!row.with(t, id, version).row()) return false;
    }
    db_.run(retire_active, t);
    return db_.run(activate, t, id, version) == 1;
  });
}

} // namespace charla::store::sqlite
