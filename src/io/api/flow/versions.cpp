#include "flows/definition/diff.hpp"
#include "io/api/flow/draft.hpp"
#include "io/api/flow/examine.hpp"
#include "io/api/flow/pinned.hpp"
#include "io/api/resources.hpp"
#include "io/json/value_codec.hpp"

namespace charla::api {

namespace {

answer remove(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  const auto row = find_version_in_path(c, *f);
  if (!row) return refuse(row.error());
  const auto gone = c.store().delete_flow_version(c.who.tenant, f->id, row->version);
  if (!gone) return refuse(store_failed(gone.error()));
  if (*gone) {
    note_audit(c, "flow.version_delete", std::to_string(f->id.value()) + "." + std::to_string(row->version));
    c.house.with.engine.reload_directory();
    return ok_response();
  }
  if (f->live == row->version) return refuse(conflict("This version is live: let another one answer first."));
  const auto pinned = runs_pinned_to(c, {f->id, row->version});
  if (!pinned) return refuse(pinned.error());
  const auto count = std::to_string(pinned->runs.size());
  auto p = conflict((pinned->all ? count : "More than " + count)
                    + " runs are not over and pinned to this version: move or stop them first.");
  p.more = {{"runs", count}};
  return refuse(std::move(p));
}

/// The graph of a version that was published, or of the draft.
tl::expected<flows::flow, problem> decode(const call& c, const std::string& graph, const std::string& of) {
  auto flow = c.house.with.codec.decode_flow(graph);
  if (!flow) return refuse(invalid("against", flow.error().code, of + " cannot be compared: " + flow.error().what));
  return std::move(*flow);
}

tl::expected<flows::flow, problem> read_other(const call& c, const ports::flow_draft_row& f) {
  const auto against = c.request.query_value("against").value_or("draft");
  if (against == "draft") {
    auto draft = decode(c, f.graph, "The draft");
    if (draft) draft->name = f.name;
    return draft;
  }
  const auto n = number_of(against);
  if (!n) return refuse(invalid("against", "type", "The number of a version, or draft."));
  const auto row = find_version(c, f, *n);
  if (!row) return refuse(row.error());
  auto flow = decode(c, row->graph, "Version " + std::string{against});
  if (flow) flow->name = row->name;
  return flow;
}

void write_fields(json::writer& w, const std::vector<flows::field_change>& fields) {
  w.begin_array();
  for (const auto& change : fields) {
    w.begin_object().member("field", change.field).key("before");
    json::write_value(w, change.before);
    w.key("after");
    json::write_value(w, change.after);
    w.end_object();
  }
  w.end_array();
}

void write_diff(json::writer& w, const flows::flow_diff& d) {
  w.member("same", d.empty()).key("flow");
  write_fields(w, d.flow);
  w.key("triggers").begin_array();
  for (const auto& t : d.triggers) {
    w.begin_object().member("change", flows::name_of(t.what)).member("type", t.type).key("fields");
    write_fields(w, t.fields);
    w.end_object();
  }
  w.end_array().key("steps").begin_array();
  for (const auto& s : d.steps) {
    w.begin_object().member("change", flows::name_of(s.what)).member("id", s.node).member("type", s.type).key("fields");
    write_fields(w, s.fields);
    w.end_object();
  }
  w.end_array();
}

answer compare(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  const auto row = find_version_in_path(c, *f);
  if (!row) return refuse(row.error());
  auto mine = decode(c, row->graph, "This version");
  if (!mine) return refuse(mine.error());
  mine->name = row->name;
  const auto other = read_other(c, *f);
  if (!other) return refuse(other.error());
  return object_response([&](json::writer& w) { write_diff(w, flows::diff(*mine, *other)); });
}

} // namespace

endpoints version_endpoints() {
  endpoint changes{"GET",
                   "/api/v1/flows/{id}/versions/{n}/diff",
                   right::flows_read,
                   "What has changed from this version to another or to the draft",
                   "",
                   "flow_diff",
                   quick(compare)};
  changes.query = {{"against", "string", "the number of a version, or draft (default)"}};
  return {changes,
          {"DELETE", "/api/v1/flows/{id}/versions/{n}", right::flows_write,
           "Deletes a version that is not live and that no run is pinned to", "", "ok", quick(remove)}};
}

} // namespace charla::api
