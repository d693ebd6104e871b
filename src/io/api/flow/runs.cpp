#include "io/api/flow/draft.hpp"
#include "io/api/flow/pinned.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::int64_t id_max = std::numeric_limits<std::int32_t>::max();

/// What a run has learnt is what the customer said: it takes the right to read conversations.
void write_run(json::writer& w, const ports::run_row& r, bool variables) {
  const auto& run = r.run;
  w.begin_object().member("conversation_id", flows::to_string(r.conversation.value())).member("number", run.number);
  w.member("flow", run.flow.flow.value()).member("version", run.flow.version);
  w.member("status", flows::name_of(run.status)).member("node", run.node).member("reason", run.reason);
  w.member("started_at", show_time(run.started_at));
  write_time(w, "ended_at", run.ended_at);
  w.member("updated_at", show_time(r.updated_at));
  if (variables)
    write_raw(w, "variables", run.variables);
  else
    w.key("variables").null();
  w.end_object();
}

std::optional<flows::run_status> parse_run_status(std::string_view text) {
  using s = flows::run_status;
  for (const auto one : {s::running, s::waiting, s::completed, s::failed, s::interrupted, s::expired})
    if (flows::name_of(one) == text) return one;
  return std::nullopt;
}

/// A whole number of the query that names something; absent is fine.
std::optional<std::int32_t> read_number(const call& c, std::string_view name, std::vector<field_error>& errors) {
  const auto text = c.request.query_value(name);
  if (!text || text->empty()) return std::nullopt;
  const auto n = number_of(*text);
  if (n && *n >= 0 && *n <= id_max) return static_cast<std::int32_t>(*n);
  errors.push_back({std::string{name}, "type", "A whole number."});
  return std::nullopt;
}

tl::expected<ports::run_filter, problem> read_filter(const call& c) {
  ports::run_filter f;
  std::vector<field_error> errors;
  if (const auto flow = read_number(c, "flow", errors)) f.flow = flows::flow_id{*flow};
  f.version = read_number(c, "version", errors);
  if (const auto text = c.request.query_value("status"); text && !text->empty()) {
    f.status = parse_run_status(*text);
    if (!f.status)
      errors.push_back({"status", "not_one_of", "One of: running, waiting, completed, failed, interrupted, expired."});
  }
  if (const auto text = c.request.query_value("conversation"); text && !text->empty()) {
    const auto id = flows::parse_uuid(*text);
    if (!id) errors.push_back({"conversation", "format", "The id of a conversation."});
    if (id) f.conversation = flows::conversation_id{*id};
  }
  if (!errors.empty()) return refuse(invalid(std::move(errors)));
  return f;
}

answer list_by(call& c, const std::optional<flows::flow_id>& of) {
  auto filter = read_filter(c);
  if (!filter) return refuse(filter.error());
  if (of) filter->flow = of;
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto page =
      c.store().runs(c.who.tenant, *filter, std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  const bool variables = c.who.may(right::conversations_read);
  return list_response(page->items, page->next,
                       [&](json::writer& w, const ports::run_row& r) { write_run(w, r, variables); });
}

answer list(call& c) { return list_by(c, std::nullopt); }

answer list_of_flow(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  return list_by(c, f->id);
}

/// One step as the customers went through it.
struct station {
  std::int64_t entered = 0;
  std::int64_t waiting = 0; ///< now
  std::map<std::string, std::int64_t> exits;
};

void write_funnel(json::writer& w, const std::map<std::string, station>& steps, const flows::flow& f) {
  w.key("steps").begin_array();
  for (const auto& [id, s] : steps) {
    const auto n = f.nodes.find(id);
    w.begin_object().member("id", id).member("type", n == f.nodes.end() ? "" : n->second.type);
    w.member("entered", s.entered).member("waiting", s.waiting).key("exits").begin_object();
    for (const auto& [exit, count] : s.exits)
      w.member(exit, count);
    w.end_object().end_object();
  }
  w.end_array();
}

answer funnel(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  std::vector<field_error> errors;
  const auto wanted = read_number(c, "version", errors);
  if (!errors.empty()) return refuse(invalid(std::move(errors)));
  const auto row = find_version(c, *f, wanted.value_or(f->live.value_or(f->newest)));
  if (!row) return refuse(row.error());
  const auto graph = c.house.with.codec.decode_flow(row->graph);
  const auto shape = graph ? *graph : flows::flow{};
  const auto counts = c.store().visits(c.who.tenant, f->id, row->version);
  if (!counts) return refuse(store_failed(counts.error()));
  const auto pinned = runs_pinned_to(c, {f->id, row->version});
  if (!pinned) return refuse(pinned.error());
  std::map<std::string, station> steps;
  for (const auto& [id, n] : shape.nodes)
    steps.try_emplace(id);
  for (const auto& v : *counts)
    (v.exit.empty() ? steps[v.node].entered : steps[v.node].exits[v.exit]) += v.count;
  for (const auto& r : pinned->runs)
    ++steps[r.run.node].waiting;
  return object_response([&](json::writer& w) {
    w.member("flow", f->id.value()).member("version", row->version).member("start", shape.start);
    w.member("complete", pinned->all);
    write_funnel(w, steps, shape);
  });
}

std::vector<parameter> filters() {
  return {{"version", "integer", "of the flow"},
          {"status", "string", "running, waiting, completed, failed, interrupted or expired"},
          {"conversation", "string", "its id"},
          {"limit", "integer", "1 to 100"},
          {"after", "string", "`next` of the page before"}};
}

} // namespace

endpoints run_list_endpoints() {
  endpoint all{"GET", "/api/v1/runs", right::flows_read, "Runs of flows, the last changed first",
               "",    "runs",         quick(list)};
  all.query = filters();
  all.query.insert(all.query.begin(), {"flow", "integer", "its number"});
  endpoint one{"GET",  "/api/v1/flows/{id}/runs", right::flows_read, "Runs of this flow, the last changed first", "",
               "runs", quick(list_of_flow)};
  one.query = filters();
  endpoint counts{"GET",
                  "/api/v1/flows/{id}/funnel",
                  right::flows_read,
                  "How many came to each step, left by which exit, and wait there now",
                  "",
                  "funnel",
                  quick(funnel)};
  counts.query = {{"version", "integer", "the live one when absent, else the newest"}};
  return {all, one, counts};
}

} // namespace charla::api
