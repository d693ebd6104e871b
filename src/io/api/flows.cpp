#include "flows/definition/program.hpp"
#include "io/api/body.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

constexpr std::size_t graph_max = 1 << 20;

void write_flow(json::writer& w, const ports::flow_row& f, bool graph) {
  w.begin_object().member("id", f.id.value()).member("version", f.version).member("name", f.name);
  w.member("status", f.status).member("created_by", f.created_by).member("created_at", show_time(f.created_at));
  if (graph) write_raw(w, "graph", f.graph);
  w.end_object();
}

answer show_one(const ports::flow_row& f) {
  json::writer w;
  write_flow(w, f, true);
  return json_response(w.take());
}

answer list(call& c) {
  const auto rows = c.store().flows(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  return list_response(*rows, "", [](json::writer& w, const auto& f) { write_flow(w, f, false); });
}

/// The versions of the flow that `{id}` names, at least one.
tl::expected<std::vector<ports::flow_row>, problem> find_versions(const call& c) {
  const auto id = number_of(c.request.param("id"));
  const auto rows = c.store().flows(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  std::vector<ports::flow_row> mine;
  for (const auto& f : *rows)
    if (f.id.value() == id) mine.push_back(f);
  if (mine.empty()) return refuse(not_found("flow"));
  return mine;
}

answer one(call& c) {
  const auto mine = find_versions(c);
  if (!mine) return refuse(mine.error());
  const auto wanted = c.request.query_value("version");
  const auto n = wanted ? number_of(*wanted) : std::nullopt;
  if (wanted && !n) return refuse(invalid("version", "type", "A whole number."));
  const ports::flow_row* found = nullptr;
  for (const auto& f : *mine)
    if (n ? f.version == *n : found == nullptr || f.version > found->version) found = &f;
  if (found == nullptr) return refuse(not_found("version of the flow"));
  return show_one(*found);
}

/// Reads the graph and says everything that is wrong with it, by path.
tl::expected<ports::flow_row, problem> read_version(const call& c, flows::flow_id id) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::flow_row row;
  row.id = id;
  row.tenant = c.who.tenant;
  row.status = "published";
  row.created_by = c.who.audit_name();
  row.created_at = c.house.with.clock.now();
  const auto name = b->maybe_text("name", 100);
  const auto graph = b->maybe_object("graph");
  if (!graph && b->good()) b->wrong("graph", "required", "The flow: {name, start, nodes}.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  row.graph = graph->dump();
  const auto flow = c.house.with.codec.decode_flow(row.graph);
  if (!flow)
    return refuse(invalid("graph" + (flow.error().where.empty() ? "" : "." + flow.error().where), flow.error().code,
                          flow.error().what));
  for (const auto& e : flows::compile(*flow).problems)
    b->wrong("graph" + (e.where.empty() ? std::string{} : "." + e.where), e.code, e.what);
  if (!b->good()) return refuse(b->take_problem());
  row.name = name.value_or(flow->name);
  return row;
}

answer save(call& c, const ports::flow_row& row) {
  const auto added = c.store().add_flow_version(row);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "flow.version", std::to_string(added->id.value()) + "." + std::to_string(added->version));
  c.house.with.engine.reload_directory();
  return show_one(*added);
}

answer add(call& c) {
  const auto row = read_version(c, {});
  if (!row) return refuse(row.error());
  return save(c, *row);
}

answer add_version(call& c) {
  const auto mine = find_versions(c);
  if (!mine) return refuse(mine.error());
  const auto row = read_version(c, mine->front().id);
  if (!row) return refuse(row.error());
  return save(c, *row);
}

answer activate(call& c) {
  const auto mine = find_versions(c);
  if (!mine) return refuse(mine.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto version = b->maybe_integer("version", 1, 1'000'000);
  if (!version && b->good()) b->wrong("version", "required", "The version that shall answer.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  const auto done = c.store().activate_flow(c.who.tenant, mine->front().id, static_cast<std::int32_t>(*version),
                                            c.house.with.clock.now());
  if (!done) return refuse(store_failed(done.error()));
  if (!*done) return refuse(not_found("version of the flow"));
  note_audit(c, "flow.activate", std::to_string(mine->front().id.value()) + "." + std::to_string(*version));
  c.house.with.engine.reload_directory();
  return ok_response();
}

} // namespace

endpoints flow_endpoints() {
  endpoint get{"GET", "/api/v1/flows/{id}", right::flows_read, "A flow with its graph", "", "flow", quick(one)};
  get.query = {{"version", "integer", "the newest when absent"}};
  endpoint made{"POST", "/api/v1/flows", right::flows_write, "Adds a flow, version 1", "flow_new", "flow", quick(add)};
  made.body_max = graph_max;
  endpoint version{"POST",
                   "/api/v1/flows/{id}/versions",
                   right::flows_write,
                   "Adds a version; versions never change",
                   "flow_new",
                   "flow",
                   quick(add_version)};
  version.body_max = graph_max;
  return {{"GET", "/api/v1/flows", right::flows_read, "Every version of every flow, without graphs", "", "flows",
           quick(list)},
          get,
          made,
          version,
          {"POST", "/api/v1/flows/{id}/activate", right::flows_write,
           "This version answers from now on; runs end on theirs", "flow_activate", "ok", quick(activate)}};
}

} // namespace charla::api
