#include "io/api/flow/draft.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

constexpr std::int64_t revision_max = 1'000'000'000;

/// Reads `name`, `graph` and `tests` over what is there; a graph need only be an object.
void read_draft(body& b, ports::flow_draft_row& f) {
  if (auto name = b.maybe_text("name", 100)) f.name = std::move(*name);
  if (const auto graph = b.maybe_object("graph"))
    f.graph = graph->dump();
  else
    b.wrong("graph", "required", "The flow: {name, start, nodes}; it may be unfinished.");
  if (const auto tests = b.maybe_array("tests")) f.tests = tests->dump();
}

answer put(call& c) {
  auto f = find_draft(c);
  if (!f) return refuse(f.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  read_draft(*b, *f);
  if (f->name.empty()) b->wrong("name", "required", "A flow has a name.");
  const auto seen = b->maybe_integer("revision", 1, revision_max);
  if (!seen) b->wrong("revision", "required", "The revision that you have read and change.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  if (auto open = refuse_archived(*f); !open) return refuse(open.error());
  f->revision = *seen;
  f->changed_by = c.who.audit_name();
  f->changed_at = c.house.with.clock.now();
  const auto saved = c.store().save_flow(*f);
  if (!saved) return refuse(store_failed(saved.error()));
  if (!*saved) {
    const auto present = find_draft(c);
    return refuse(present ? stale(*present) : present.error());
  }
  f->revision = **saved;
  note_audit(c, "flow.draft", std::to_string(f->id.value()));
  return show_draft(c, *f);
}

answer set_archived(call& c, bool archived) {
  auto f = find_draft(c);
  if (!f) return refuse(f.error());
  if (f->archived == archived) return show_draft(c, *f);
  // First nobody begins it any more; if the second step fails, it can be asked for again.
  if (archived && f->live) {
    const auto off = c.store().activate_flow(c.who.tenant, f->id, std::nullopt, c.house.with.clock.now());
    if (!off) return refuse(store_failed(off.error()));
    f->live.reset();
    c.house.with.engine.reload_directory();
  }
  f->archived = archived;
  f->changed_by = c.who.audit_name();
  f->changed_at = c.house.with.clock.now();
  const auto saved = c.store().save_flow(*f);
  if (!saved) return refuse(store_failed(saved.error()));
  if (!*saved) return refuse(conflict("Somebody has saved this draft at the same moment; try again."));
  f->revision = **saved;
  note_audit(c, archived ? "flow.archive" : "flow.restore", std::to_string(f->id.value()));
  return show_draft(c, *f);
}

} // namespace

endpoints draft_endpoints() {
  endpoint saved{"PUT",
                 "/api/v1/flows/{id}/draft",
                 right::flows_write,
                 "Saves the draft over the revision read",
                 "draft_save",
                 "flow_draft",
                 quick(put)};
  saved.body_max = graph_max;
  return {saved,
          {"DELETE", "/api/v1/flows/{id}", right::flows_write,
           "Archives a flow: nothing begins it any more; runs end on theirs", "", "flow_draft",
           quick([](call& c) { return set_archived(c, true); })},
          {"POST", "/api/v1/flows/{id}/restore", right::flows_write,
           "Takes a flow out of the archive; it is live only when it is activated again", "", "flow_draft",
           quick([](call& c) { return set_archived(c, false); })}};
}

} // namespace charla::api
