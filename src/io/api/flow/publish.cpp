#include "io/api/flow/draft.hpp"
#include "io/api/flow/examine.hpp"
#include "io/api/flow/tested.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::int64_t revision_max = 1'000'000'000;

ports::flow_row next_version(const call& c, const ports::flow_draft_row& f) {
  ports::flow_row row;
  row.id = f.id;
  row.tenant = c.who.tenant;
  row.name = f.name;
  row.graph = f.graph;
  row.version = f.newest + 1;
  row.created_by = c.who.audit_name();
  row.created_at = c.house.with.clock.now();
  return row;
}

/// The draft's findings, or those of a graph that was not saved at all.
answer validate(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto graph = b->maybe_object("graph");
  const auto tests = b->maybe_array("tests");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  auto as = next_version(c, *f);
  if (graph) as.graph = graph->dump();
  const auto beside = flows_beside(c, f->id);
  if (!beside) return refuse(store_failed(beside.error()));
  const auto seen = examine(c.house.with.codec, as, *beside);
  std::optional<tested> tried;
  if (seen.ready) {
    auto done = run_tests(c, seen.ready, tests ? tests->dump() : f->tests);
    if (!done) return refuse(done.error());
    tried = std::move(*done);
  }
  return object_response([&](json::writer& w) {
    w.member("ok", !seen.any(severity::error) && (!tried || tried->failed == 0));
    write_findings(w, seen.findings);
    write_tests(w, tried);
  });
}

struct wish {
  std::string note;
  bool activate = true;
  bool force = false;
};

tl::expected<wish, problem> read_wish(const call& c, const ports::flow_draft_row& f) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto revision = b->maybe_integer("revision", 1, revision_max);
  if (!revision) b->wrong("revision", "required", "The revision of the draft that you have read and publish.");
  wish w;
  w.note = b->maybe_text("note", 500).value_or("");
  w.activate = b->maybe_boolean("activate").value_or(true);
  w.force = b->maybe_boolean("force").value_or(false);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  if (auto open = refuse_archived(f); !open) return refuse(open.error());
  if (*revision != f.revision) return refuse(stale(f));
  return w;
}

/// What stands against publishing it; empty: nothing does.
std::vector<field_error> objections(const examined& seen, bool force) {
  auto out = graph_errors(seen, severity::error);
  if (out.empty() && !force) out = graph_errors(seen, severity::warning);
  return out;
}

answer publish(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  const auto wanted = read_wish(c, *f);
  if (!wanted) return refuse(wanted.error());
  const auto row = next_version(c, *f);
  const auto beside = flows_beside(c, f->id);
  if (!beside) return refuse(store_failed(beside.error()));
  const auto seen = examine(c.house.with.codec, row, *beside);
  if (auto against = objections(seen, wanted->force); !against.empty()) return refuse(invalid(std::move(against)));
  const auto tried = run_tests(c, seen.ready, f->tests);
  if (!tried) return refuse(tried.error());
  if (tried->failed > 0) return refuse(invalid(test_errors(*tried)));
  auto added = c.store().add_flow_version(row);
  if (!added) return refuse(store_failed(added.error()));
  if (wanted->activate) {
    const auto on = c.store().activate_flow(c.who.tenant, f->id, added->version, row.created_at);
    if (!on) return refuse(store_failed(on.error()));
  }
  json::writer details;
  details.begin_object().member("revision", f->revision).member("note", wanted->note);
  details.member("active", wanted->activate).member("forced", wanted->force).end_object();
  note_audit(c, "flow.publish", std::to_string(f->id.value()) + "." + std::to_string(added->version), details.take());
  c.house.with.engine.reload_directory();
  const auto present = find_draft(c);
  if (!present) return refuse(present.error());
  const auto version = find_version(c, *present, added->version);
  if (!version) return refuse(version.error());
  return show_version(*version, *present);
}

/// `version` of the body: a number, or null for nobody.
tl::expected<std::optional<std::int32_t>, problem> read_activation(const call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const bool nobody = b->raw("version").kind() == json::kind::null;
  const auto version = b->maybe_integer("version", 1, 1'000'000);
  if (!version && !nobody && b->good())
    b->wrong("version", "required", "The version that shall answer; null: none of this flow.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  if (nobody) return std::nullopt;
  return static_cast<std::int32_t>(*version);
}

answer activate(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  const auto version = read_activation(c);
  if (!version) return refuse(version.error());
  if (*version)
    if (auto open = refuse_archived(*f); !open) return refuse(open.error());
  const auto done = c.store().activate_flow(c.who.tenant, f->id, *version, c.house.with.clock.now());
  if (!done) return refuse(store_failed(done.error()));
  if (!*done) return refuse(not_found("version of the flow"));
  json::writer details;
  details.begin_object().member("before", f->live.value_or(0)).end_object();
  note_audit(c, "flow.activate", std::to_string(f->id.value()) + "." + std::to_string(version->value_or(0)),
             details.take());
  c.house.with.engine.reload_directory();
  return ok_response();
}

} // namespace

endpoints publish_endpoints() {
  endpoint check{"POST",
                 "/api/v1/flows/{id}/validate",
                 right::flows_read,
                 "What is wrong with the draft, or with a graph that is not saved",
                 "flow_validate",
                 "flow_findings",
                 quick(validate)};
  check.body_max = graph_max;
  return {check,
          {"POST", "/api/v1/flows/{id}/publish", right::flows_write,
           "Makes the draft the next version, if nothing is wrong with it, and lets it answer", "flow_publish", "flow",
           quick(publish)},
          {"POST", "/api/v1/flows/{id}/activate", right::flows_write,
           "This version answers from now on, or none; an older one rolls back. Runs end on theirs", "flow_activate",
           "ok", quick(activate)}};
}

} // namespace charla::api
