#include "io/api/flow/draft.hpp"

#include "io/api/flow/examine.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

void write_head_members(json::writer& w, const ports::flow_draft_row& f) {
  w.member("archived", f.archived).member("newest", f.newest).key("live");
  if (f.live)
    w.integer(*f.live);
  else
    w.null();
  w.member("revision", f.revision).member("changed_by", f.changed_by).member("changed_at", show_time(f.changed_at));
}

void write_draft_member(json::writer& w, const ports::flow_draft_row& f) {
  w.key("draft").begin_object().member("name", f.name);
  write_raw(w, "graph", f.graph);
  write_raw(w, "tests", f.tests);
  w.end_object();
}

} // namespace

tl::expected<ports::flow_draft_row, problem> find_draft(const call& c) {
  const auto id = number_of(c.request.param("id"));
  if (!id || *id < 1 || *id > std::numeric_limits<std::int32_t>::max()) return refuse(not_found("flow"));
  auto row = c.store().flow_draft(c.who.tenant, flows::flow_id{static_cast<std::int32_t>(*id)});
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("flow"));
  return std::move(**row);
}

tl::expected<ports::flow_row, problem>
find_version(const call& c, const ports::flow_draft_row& of, std::int64_t version) {
  auto rows = c.store().flows(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  for (auto& row : *rows)
    if (row.id == of.id && row.version == version) return std::move(row);
  return refuse(not_found("version of the flow"));
}

tl::expected<ports::flow_row, problem> find_version_in_path(const call& c, const ports::flow_draft_row& of) {
  const auto n = number_of(c.request.param("n"));
  if (!n) return refuse(not_found("version of the flow"));
  return find_version(c, of, *n);
}

problem stale(const ports::flow_draft_row& present) {
  auto p = conflict(present.changed_by + " has saved this draft meanwhile; read it again and save over revision "
                    + std::to_string(present.revision) + ".");
  json::writer who;
  json::writer when;
  p.more = {{"revision", std::to_string(present.revision)},
            {"changed_by", who.text(present.changed_by).take()},
            {"changed_at", when.text(show_time(present.changed_at)).take()}};
  return p;
}

tl::expected<void, problem> refuse_archived(const ports::flow_draft_row& f) {
  if (f.archived) return refuse(conflict("The flow is archived: restore it first."));
  return {};
}

void write_head(json::writer& w, const ports::flow_draft_row& f) {
  w.begin_object().member("id", f.id.value()).member("name", f.name).member("created_at", show_time(f.created_at));
  write_head_members(w, f);
  w.end_object();
}

answer show_draft(const call& c, const ports::flow_draft_row& f) {
  ports::flow_row as;
  as.id = f.id;
  as.tenant = f.tenant;
  as.graph = f.graph;
  const auto beside = flows_beside(c, f.id);
  if (!beside) return refuse(store_failed(beside.error()));
  const auto seen = examine(c.house.with.codec, as, *beside);
  return object_response([&](json::writer& w) {
    w.member("id", f.id.value()).member("name", f.name).member("created_at", show_time(f.created_at));
    write_head_members(w, f);
    write_draft_member(w, f);
    write_findings(w, seen.findings);
  });
}

ports::http_response show_version(const ports::flow_row& v, const ports::flow_draft_row& f) {
  return object_response([&](json::writer& w) {
    w.member("id", v.id.value()).member("version", v.version).member("name", v.name).member("status", v.status);
    w.member("created_by", v.created_by).member("created_at", show_time(v.created_at));
    write_time(w, "live_since", v.live_since);
    write_raw(w, "graph", v.graph);
    write_head_members(w, f);
    write_draft_member(w, f);
  });
}

} // namespace charla::api
