#include "io/store/postgres/admin.hpp"

#include <fmt/format.h>

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_FLOW_COLUMNS "flow, tenant, name, version, graph, status, created_by, created_at"
constexpr auto versions_of_tenant =
    "SELECT " CHARLA_PG_FLOW_COLUMNS " FROM flow_version WHERE tenant = $1 ORDER BY flow, version";
constexpr auto add_version = "SELECT " CHARLA_PG_FLOW_COLUMNS " FROM add_flow_version($1, $2, $3, $4, $5, $6, $7)";
constexpr auto activate = "SELECT activate_flow($1, $2, $3)";

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

stored<bool> admin::activate_flow(tenant_id t, flow_id id, std::int32_t version) {
  return writing([&] { return db_.run(activate, arguments{}.id(t).id(id).integer(version))[0][0].as<bool>(); });
}

} // namespace charla::store::postgres
