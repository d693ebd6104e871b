#include "io/api/flow/draft.hpp"
#include "io/api/flow/examine.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

/// A line of the list of versions.
void write_row(json::writer& w, const ports::flow_row& f) {
  w.begin_object().member("id", f.id.value()).member("version", f.version).member("name", f.name);
  w.member("status", f.status).member("created_by", f.created_by).member("created_at", show_time(f.created_at));
  w.end_object();
}

answer list_versions(call& c) {
  const auto rows = c.store().flows(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  return list_response(*rows, "", write_row);
}

answer list_drafts(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto after = number_of(c.request.query_value("after").value_or("0"));
  if (!after) return refuse(invalid("after", "type", "`next` of the page before."));
  const bool archived_too = c.request.query_value("archived").value_or("") == "true";
  const auto rows = c.store().flow_drafts(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  std::vector<ports::flow_draft_row> seen;
  bool more = false;
  for (const auto& f : *rows) {
    if (f.id.value() <= *after || (f.archived && !archived_too)) continue;
    more = seen.size() == *limit;
    if (more) break;
    seen.push_back(f);
  }
  return list_response(seen, more ? std::to_string(seen.back().id.value()) : "", write_head);
}

answer list(call& c) {
  const auto view = c.request.query_value("view").value_or("versions");
  if (view == "versions") return list_versions(c);
  if (view == "drafts") return list_drafts(c);
  return refuse(invalid("view", "not_one_of", "One of: versions, drafts."));
}

/// What a flow that was never published looks like to who asks for its newest version.
ports::flow_row unpublished(const ports::flow_draft_row& f) {
  ports::flow_row row;
  row.id = f.id;
  row.tenant = f.tenant;
  row.name = f.name;
  row.graph = f.graph;
  row.status = "draft";
  row.created_by = f.changed_by;
  row.created_at = f.changed_at;
  return row;
}

answer one(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  const auto wanted = c.request.query_value("version");
  const auto n = wanted ? number_of(*wanted) : std::nullopt;
  if (wanted && !n) return refuse(invalid("version", "type", "A whole number."));
  if (!n && f->newest == 0) return show_version(unpublished(*f), *f);
  const auto row = find_version(c, *f, n.value_or(f->newest));
  if (!row) return refuse(row.error());
  return show_version(*row, *f);
}

/// `{name?, graph, tests?, draft?}`: what `POST` takes.
struct written {
  ports::flow_row version;
  std::string tests = "[]";
  bool only_draft = false;
};

/// Reads the graph and, unless it is only to be kept as a draft, says everything that is wrong with it, by path.
tl::expected<written, problem> read_written(const call& c, flows::flow_id id) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  written out;
  auto& row = out.version;
  row.id = id;
  row.tenant = c.who.tenant;
  row.created_by = c.who.audit_name();
  row.created_at = c.house.with.clock.now();
  const auto name = b->maybe_text("name", 100);
  const auto graph = b->maybe_object("graph");
  if (!graph && b->good()) b->wrong("graph", "required", "The flow: {name, start, nodes}.");
  if (id.value() == 0) {
    out.only_draft = b->maybe_boolean("draft").value_or(false);
    if (const auto tests = b->maybe_array("tests")) out.tests = tests->dump();
    if (!out.only_draft && b->has("tests"))
      b->wrong("tests", "without_draft", "Tests belong to the draft: send `draft: true`, then publish it.");
  }
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  row.graph = graph->dump();
  const auto beside = flows_beside(c, id);
  if (!beside) return refuse(store_failed(beside.error()));
  const auto seen = examine(c.house.with.codec, row, *beside);
  if (!out.only_draft && !seen.ready) return refuse(invalid(graph_errors(seen, severity::error)));
  row.name = name.value_or(seen.read ? seen.read->name : std::string{});
  if (row.name.empty() && out.only_draft) return refuse(invalid("name", "required", "A flow has a name."));
  return out;
}

answer keep_draft(call& c, const written& w) {
  ports::flow_draft_row f;
  f.tenant = w.version.tenant;
  f.name = w.version.name;
  f.graph = w.version.graph;
  f.tests = w.tests;
  f.changed_by = w.version.created_by;
  f.changed_at = f.created_at = w.version.created_at;
  const auto added = c.store().add_flow(f);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "flow.draft", std::to_string(added->id.value()));
  return show_draft(c, *added);
}

answer save(call& c, const ports::flow_row& row) {
  const auto added = c.store().add_flow_version(row);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "flow.version", std::to_string(added->id.value()) + "." + std::to_string(added->version));
  c.house.with.engine.reload_directory();
  const auto f = c.store().flow_draft(c.who.tenant, added->id);
  if (!f) return refuse(store_failed(f.error()));
  return show_version(*added, f->value_or(ports::flow_draft_row{}));
}

answer add(call& c) {
  const auto w = read_written(c, {});
  if (!w) return refuse(w.error());
  return w->only_draft ? keep_draft(c, *w) : save(c, w->version);
}

answer add_version(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  const auto w = read_written(c, f->id);
  if (!w) return refuse(w.error());
  if (auto open = refuse_archived(*f); !open) return refuse(open.error());
  return save(c, w->version);
}

} // namespace

endpoints flow_endpoints() {
  endpoint get{"GET", "/api/v1/flows/{id}", right::flows_read, "A flow with its graph", "", "flow", quick(one)};
  get.query = {{"version", "integer", "the newest when absent"}};
  endpoint made{"POST",     "/api/v1/flows", right::flows_write, "Adds a flow: version 1, or only a draft",
                "flow_new", "flow",          quick(add)};
  made.body_max = graph_max;
  endpoint version{"POST",
                   "/api/v1/flows/{id}/versions",
                   right::flows_write,
                   "Adds a version; versions never change",
                   "flow_version_new",
                   "flow",
                   quick(add_version)};
  version.body_max = graph_max;
  endpoint all{"GET", "/api/v1/flows", right::flows_read, "Every version of every flow, without graphs; or the flows",
               "",    "flows",         quick(list)};
  all.query = {{"view", "string", "versions (default), or drafts: one line a flow, by pages"},
               {"archived", "boolean", "drafts: archived flows too"},
               {"limit", "integer", "drafts: 1 to 100"},
               {"after", "string", "drafts: `next` of the page before"}};
  return {all, get, made, version};
}

} // namespace charla::api
