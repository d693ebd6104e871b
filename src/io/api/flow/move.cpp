#include "io/api/flow/draft.hpp"
#include "io/api/flow/pinned.hpp"
#include "io/api/gathering.hpp"
#include "io/api/resources.hpp"

#include <algorithm>
#include <set>

namespace charla::api {

namespace {

constexpr std::size_t shown_max = 100;
constexpr std::size_t moved_max = 500; ///< by one request
constexpr std::size_t named_max = 500;

/// Two versions of a flow, and who stands in the first.
struct moving {
  flows::flow from;
  flows::flow to;
  pinned_runs pinned;
};

/// A run that stays where it is, and why.
struct obstacle {
  const ports::run_row* run;
  std::string_view why;
};
struct sorted_runs {
  std::vector<const ports::run_row*> can;
  std::vector<obstacle> cannot;
};

tl::expected<flows::flow, problem>
read_version(const call& c, const ports::flow_draft_row& f, std::int64_t version, std::string_view field) {
  const auto row = find_version(c, f, version);
  if (!row && row.error().status == 404)
    return refuse(invalid(std::string{field}, "unknown", "The flow has no such version."));
  if (!row) return refuse(row.error());
  auto flow = c.house.with.codec.decode_flow(row->graph);
  if (!flow) return refuse(conflict("Version " + std::to_string(version) + " cannot be read any more."));
  flow->id = f.id;
  flow->version = row->version;
  return std::move(*flow);
}

tl::expected<moving, problem>
read_moving(const call& c, const ports::flow_draft_row& f, std::int64_t from, std::int64_t to) {
  if (from == to) return refuse(invalid("to", "same", "Another version than the one they are in."));
  auto before = read_version(c, f, from, "from");
  if (!before) return refuse(before.error());
  auto after = read_version(c, f, to, "to");
  if (!after) return refuse(after.error());
  auto pinned = runs_pinned_to(c, {f.id, before->version});
  if (!pinned) return refuse(pinned.error());
  return moving{std::move(*before), std::move(*after), std::move(*pinned)};
}

/// As the engine decides when it is told: the step must be there, and wait for the same kind of thing.
std::string_view why_not(const moving& m, const std::string& node) {
  const auto here = m.from.nodes.find(node);
  const auto there = m.to.nodes.find(node);
  if (there == m.to.nodes.end()) return "step_missing";
  if (here == m.from.nodes.end() || here->second.type != there->second.type) return "type_changed";
  return {};
}

sorted_runs sort_runs(const moving& m, const std::set<flows::conversation_id>& only) {
  sorted_runs out;
  for (const auto& r : m.pinned.runs) {
    if (!only.empty() && !only.contains(r.conversation)) continue;
    const auto why = why_not(m, r.run.node);
    if (why.empty())
      out.can.push_back(&r);
    else
      out.cannot.push_back({&r, why});
  }
  return out;
}

void write_cannot(json::writer& w, const sorted_runs& runs) {
  w.member("cannot", static_cast<std::int64_t>(runs.cannot.size())).key("reasons").begin_array();
  for (std::size_t i = 0; i < std::min(runs.cannot.size(), shown_max); ++i) {
    const auto& o = runs.cannot[i];
    w.begin_object().member("conversation_id", flows::to_string(o.run->conversation.value()));
    w.member("node", o.run->run.node).member("why", o.why).end_object();
  }
  w.end_array();
}

answer preview(call& c) {
  const auto f = find_draft(c);
  if (!f) return refuse(f.error());
  const auto from = number_of(c.request.param("n"));
  const auto to = number_of(c.request.query_value("to").value_or(""));
  if (!from) return refuse(not_found("version of the flow"));
  if (!to) return refuse(invalid("to", "required", "The version that the runs shall move to."));
  const auto m = read_moving(c, *f, *from, *to);
  if (!m) return refuse(m.error());
  const auto runs = sort_runs(*m, {});
  return object_response([&](json::writer& w) {
    w.member("from", m->from.version).member("to", m->to.version).member("complete", m->pinned.all);
    w.member("can", static_cast<std::int64_t>(runs.can.size()));
    write_cannot(w, runs);
  });
}

struct wish {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::set<flows::conversation_id> only; ///< empty: all of them
};

tl::expected<wish, problem> read_wish(const call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto from = b->maybe_integer("from", 1, 1'000'000);
  if (!from) b->wrong("from", "required", "The version that the runs are in.");
  const auto to = b->maybe_integer("to", 1, 1'000'000);
  if (!to) b->wrong("to", "required", "The version that they shall move to.");
  wish w{from.value_or(0), to.value_or(0), {}};
  const auto named = b->maybe_texts("conversations", named_max, 36);
  for (const auto& text : named.value_or(std::vector<std::string>{})) {
    const auto id = flows::parse_uuid(text);
    if (!id) b->wrong("conversations", "format", "Ids of conversations.");
    if (id) w.only.insert(flows::conversation_id{*id});
  }
  if (named && named->empty()) b->wrong("conversations", "required", "At least one; leave it out for all of them.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return w;
}

/// A run that will be told, and by which way.
struct told {
  ports::channel_access channel;
  flows::address peer;
};

tl::expected<std::vector<told>, problem> find_told(const call& c, const sorted_runs& runs) {
  const auto known = c.house.channels.get();
  std::vector<told> out;
  for (std::size_t i = 0; i < std::min(runs.can.size(), moved_max); ++i) {
    const auto row = c.store().conversation(c.who.tenant, runs.can[i]->conversation);
    if (!row) return refuse(store_failed(row.error()));
    const auto* channel = *row && known ? known->find((*row)->summary.channel) : nullptr;
    if (channel != nullptr) out.push_back({channel->access, (*row)->summary.peer});
  }
  return out;
}

void move(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto f = find_draft(c);
  if (!f) return fail(f.error());
  const auto wanted = read_wish(c);
  if (!wanted) return fail(wanted.error());
  const auto m = read_moving(c, *f, wanted->from, wanted->to);
  if (!m) return fail(m.error());
  const auto runs = sort_runs(*m, wanted->only);
  const auto all = find_told(c, runs);
  if (!all) return fail(all.error());
  json::writer rest;
  rest.begin_object();
  write_cannot(rest, runs);
  rest.member("remaining", static_cast<std::int64_t>(runs.can.size() - std::min(runs.can.size(), moved_max)));
  rest.member("complete", m->pinned.all);
  const auto finish = [done, start = rest.take()](std::size_t stored, std::size_t lost) {
    (*done)(json_response(start + R"(,"sent":)" + std::to_string(stored) + R"(,"lost":)" + std::to_string(lost) + "}"));
  };
  note_audit(c, "flow.move", std::to_string(f->id.value()),
             R"({"from":)" + std::to_string(wanted->from) + R"(,"to":)" + std::to_string(wanted->to) + "}");
  if (all->empty()) return finish(0, 0);
  ports::change_run change;
  change.request.what = flows::run_request::act::move;
  change.request.flow = f->id;
  change.request.version = m->to.version;
  const auto together = std::make_shared<gathering>(all->size(), finish);
  for (const auto& one : *all)
    c.house.with.engine.command(one.channel, one.peer, c.who.name, change, c.request.correlation_id,
                                [together](const ports::command_result& r) { together->arrived(r); });
}

} // namespace

endpoints move_endpoints() {
  endpoint look{"GET",
                "/api/v1/flows/{id}/versions/{n}/move-preview",
                right::flows_read,
                "Which runs of this version can go on in another, and why the others cannot",
                "",
                "move_preview",
                quick(preview)};
  look.query = {{"to", "integer", "the other version"}};
  return {look,
          {"POST", "/api/v1/flows/{id}/move", right::flows_write,
           "Tells the runs of one version to go on in another, each where it stands", "move_new", "moved", move}};
}

} // namespace charla::api
