#include "flows/check/what_if.hpp"

#include "flows/check/line_of.hpp"
#include "flows/expr/fold.hpp"
#include "io/api/body.hpp"
#include "io/api/flow/tenant_flows.hpp"
#include "io/api/past.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

/// What a draft would have said to people who have really written.
namespace charla::api {

namespace {

constexpr std::int64_t conversations_max = 500;
constexpr std::size_t body_max = 1 << 20;
constexpr std::size_t changes_max = 200; ///< shown; all are counted

/// The flow that the draft takes the place of: the tenant's of that name, else a new one.
ports::flow_row place_of(const std::vector<ports::flow_row>& rows, const std::string& name) {
  ports::flow_row out;
  out.version = 1;
  for (const auto& row : rows) {
    if (flows::expr::fold(row.name) == flows::expr::fold(name)) {
      out.id = row.id;
      out.version = std::max(out.version, row.version + 1);
    }
    if (out.version == 1) out.id = std::max(out.id, flows::flow_id{row.id.value() + 1});
  }
  return out;
}

/// The flows as they are, and with the draft among the live ones.
struct two_worlds {
  flows::catalog then;
  flows::catalog draft;
};

tl::expected<two_worlds, problem> read_worlds(const call& c, const json::value& graph) {
  const auto rows = c.store().flows(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  auto row = place_of(*rows, std::string{graph["name"].text().value_or("")});
  row.tenant = c.who.tenant;
  row.graph = graph.dump();
  auto draft = compile_draft(c, row, "graph");
  if (!draft) return refuse(draft.error());
  const auto flows = read_tenant_flows(c);
  if (!flows) return refuse(flows.error());
  return two_worlds{flows->catalog(), flows->with(*std::move(draft))};
}

void write_bubbles(json::writer& w, std::string_view name, const std::vector<flows::content>& bubbles) {
  w.key(name).begin_array();
  for (const auto& b : bubbles)
    w.text(flows::check::line_of(b));
  w.end_array();
}

void write_change(json::writer& w, const flows::conversation_id& id, const flows::changed_answer& a) {
  w.begin_object().member("conversation_id", flows::to_string(id.value())).member("version", a.version);
  w.member("at", show_time(a.at)).member("said", a.said);
  write_bubbles(w, "before", a.before);
  write_bubbles(w, "after", a.after);
  w.end_object();
}

/// What came of all conversations, while they are told again.
struct outcome {
  std::int64_t conversations = 0;
  std::int64_t answers = 0;
  std::int64_t changed = 0;
  std::int64_t left_out = 0; ///< too long, or their first turns are no longer kept
  std::size_t shown = 0;
  json::writer changes;

  void add(const flows::conversation_id& id, const flows::what_if_result& r) {
    ++conversations;
    answers += static_cast<std::int64_t>(r.spans);
    changed += static_cast<std::int64_t>(r.changes.size());
    for (const auto& a : r.changes) {
      if (shown >= changes_max) return;
      ++shown;
      write_change(changes, id, a);
    }
  }
};

tl::expected<void, problem> tell_again(const call& c, const two_worlds& worlds, std::int64_t last, outcome& out) {
  constexpr std::size_t page = 100;
  std::string after;
  std::int64_t seen = 0;
  while (seen < last) {
    const auto rows = c.store().conversations(c.who.tenant, {}, after,
                                              std::min<std::size_t>(page, static_cast<std::size_t>(last - seen)));
    if (!rows) return refuse(store_failed(rows.error()));
    for (const auto& row : rows->items) {
      ++seen;
      const auto before = read_past(c, row);
      if (before)
        out.add(row.id, flows::what_if(before->birth, before->turns, worlds.then, worlds.draft));
      else
        ++out.left_out;
    }
    after = rows->next;
    if (after.empty()) return {};
  }
  return {};
}

answer try_draft(call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto last = b->maybe_integer("last", 1, conversations_max);
  const auto graph = b->maybe_object("graph");
  if (!graph && b->good()) b->wrong("graph", "required", "The flow: {name, start, nodes}.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  const auto worlds = read_worlds(c, *graph);
  if (!worlds) return refuse(worlds.error());
  outcome out;
  out.changes.begin_array();
  if (auto told = tell_again(c, *worlds, last.value_or(100), out); !told) return refuse(told.error());
  json::writer w;
  w.begin_object().member("conversations", out.conversations).member("answers", out.answers);
  w.member("changed", out.changed).member("left_out", out.left_out);
  w.key("changes").raw(out.changes.end_array().take());
  return json_response(w.end_object().take());
}

} // namespace

endpoints what_if_endpoints() {
  endpoint draft{"POST",
                 "/api/v1/flows/what-if",
                 right::conversations_read, // it shows what customers wrote
                 "What a draft would have said to the newest conversations; nobody is written to",
                 "what_if",
                 "what_if_result",
                 quick(try_draft)};
  draft.body_max = body_max;
  return {draft};
}

} // namespace charla::api
