#include "io/store/postgres/admin.hpp"

#include <fmt/format.h>

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_FLOW_COLUMNS "flow, tenant, name, version, graph, status, created_by, created_at, live_since"
constexpr auto versions_of_tenant =
    "SELECT " CHARLA_PG_FLOW_COLUMNS " FROM flow_version WHERE tenant = $1 ORDER BY flow, version";
constexpr auto add_version = "SELECT " CHARLA_PG_FLOW_COLUMNS " FROM add_flow_version($1, $2, $3, $4, $5, $6, $7)";
constexpr auto activate = "SELECT activate_flow($1, $2, $3, $4)";
constexpr auto drop_version =
    "DELETE FROM flow_version WHERE tenant = $1 AND flow = $2 AND version = $3 AND status <> 'active' AND NOT EXISTS "
    "(SELECT 1 FROM run r WHERE r.tenant = $1 AND r.flow = $2 AND r.version = $3 AND r.status < 2)";

#define CHARLA_PG_DRAFT_COLUMNS                                                                                        \
  "id, tenant, name, graph, tests, revision, changed_by, changed_at, created_at, archived, "                           \
  "(SELECT version FROM flow_version v WHERE v.flow = flow.id AND v.status = 'active'), "                              \
  "(SELECT max(version) FROM flow_version v WHERE v.flow = flow.id)"
constexpr auto drafts_of_tenant = "SELECT " CHARLA_PG_DRAFT_COLUMNS " FROM flow WHERE tenant = $1 ORDER BY id";
constexpr auto one_draft = "SELECT " CHARLA_PG_DRAFT_COLUMNS " FROM flow WHERE id = $1 AND tenant = $2";
constexpr auto insert_flow =
    "INSERT INTO flow(tenant, name, graph, tests, changed_by, changed_at, created_at, archived) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING " CHARLA_PG_DRAFT_COLUMNS;
constexpr auto save_draft =
    "UPDATE flow SET name = $4, graph = $5, tests = $6, archived = $7, changed_by = $8, changed_at = $9, "
    "revision = revision + 1 WHERE id = $1 AND tenant = $2 AND revision = $3 RETURNING revision";

flow_row read_flow(const pqxx::row& row) {
  flow_row f;
  f.id = flow_id{value_at<std::int32_t>(row, 0)};
  f.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  f.name = text_at(row, 2);
  f.version = value_at<std::int32_t>(row, 3);
  f.graph = text_at(row, 4);
  f.status = text_at(row, 5);
  f.created_by = text_at(row, 6);
  f.created_at = time_at(row, 7);
  f.live_since = maybe_time_at(row, 8);
  return f;
}

flow_draft_row read_draft(const pqxx::row& row) {
  flow_draft_row f;
  f.id = flow_id{value_at<std::int32_t>(row, 0)};
  f.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  f.name = text_at(row, 2);
  f.graph = text_at(row, 3);
  f.tests = text_at(row, 4);
  f.revision = number_at(row, 5);
  f.changed_by = text_at(row, 6);
  f.changed_at = time_at(row, 7);
  f.created_at = time_at(row, 8);
  f.archived = row[9].as<bool>();
  if (!row[10].is_null()) f.live = value_at<std::int32_t>(row, 10);
  f.newest = value_at<std::int32_t>(row, 11);
  return f;
}

} // namespace

stored<std::vector<flow_row>> admin::flows(tenant_id t) {
  return reading([&] { return all_rows<flow_row>(db_.read(versions_of_tenant, arguments{}.id(t)), read_flow); });
}

stored<flow_row> admin::add_flow_version(const flow_row& f) {
  return writing([&] {
    arguments with;
    with.id(f.tenant).id(f.id).text(f.name).text(f.graph).text(f.status).text(f.created_by).time(born(f.created_at));
    const auto rows = db_.run(add_version, with);
    if (rows.empty())
      throw failure{mishap::data, fmt::format("id: there is no flow {} of this organisation", f.id.value())};
    return read_flow(rows[0]);
  });
}

stored<bool> admin::activate_flow(tenant_id t, flow_id id, std::optional<std::int32_t> version, timestamp at) {
  if (version && *version <= 0) return false; // 0 stands for none of them there
  return writing([&] {
    return db_.run(activate, arguments{}.id(t).id(id).integer(version.value_or(0)).time(at))[0][0].as<bool>();
  });
}

stored<bool> admin::delete_flow_version(tenant_id t, flow_id id, std::int32_t version) {
  return writing([&] { return db_.run(drop_version, arguments{}.id(t).id(id).integer(version)).affected_rows() == 1; });
}

stored<std::vector<flow_draft_row>> admin::flow_drafts(tenant_id t) {
  return reading([&] { return all_rows<flow_draft_row>(db_.read(drafts_of_tenant, arguments{}.id(t)), read_draft); });
}

stored<std::optional<flow_draft_row>> admin::flow_draft(tenant_id t, flow_id id) {
  return reading([&]() -> std::optional<flow_draft_row> {
    const auto rows = db_.read(one_draft, arguments{}.id(id).id(t));
    if (rows.empty()) return std::nullopt;
    return read_draft(rows[0]);
  });
}

stored<flow_draft_row> admin::add_flow(const flow_draft_row& f) {
  return writing([&] {
    const auto created_at = born(f.created_at);
    arguments with;
    with.id(f.tenant).text(f.name).text(f.graph).text(f.tests).text(f.changed_by);
    with.time(f.changed_at == timestamp{} ? created_at : f.changed_at).time(created_at).boolean(f.archived);
    return read_draft(db_.run(insert_flow, with)[0]);
  });
}

stored<std::optional<std::int64_t>> admin::save_flow(const flow_draft_row& f) {
  return writing([&]() -> std::optional<std::int64_t> {
    arguments with;
    with.id(f.id).id(f.tenant).big(f.revision).text(f.name).text(f.graph).text(f.tests).boolean(f.archived);
    with.text(f.changed_by).time(born(f.changed_at));
    const auto rows = db_.run(save_draft, with);
    if (rows.empty()) return std::nullopt;
    return number_at(rows[0], 0);
  });
}

} // namespace charla::store::postgres
