#include "io/api/body.hpp"
#include "io/api/flow/draft.hpp"
#include "io/api/flow/play_acts.hpp"
#include "io/api/flow/play_room.hpp"
#include "io/api/flow/tenant_flows.hpp"
#include "io/api/moment.hpp"
#include "io/api/resources.hpp"
#include "io/api/run_wish.hpp"
#include "io/api/show.hpp"
#include "io/api/token.hpp"

namespace charla::api {

namespace {

constexpr std::int64_t id_max = std::numeric_limits<std::int32_t>::max();
/// What a graph that belongs to no flow is called while it is tried.
constexpr flows::flow_id unsaved{std::numeric_limits<std::int32_t>::max()};

/// The draft of a flow, or its version, as the body says.
tl::expected<ports::flow_row, problem> read_saved(const call& c, std::int64_t id, std::optional<std::int64_t> version) {
  const auto f = c.store().flow_draft(c.who.tenant, flows::flow_id{static_cast<std::int32_t>(id)});
  if (!f) return refuse(store_failed(f.error()));
  if (!*f) return refuse(invalid("flow", "unknown", "The number of a flow of this tenant."));
  if (version) {
    auto row = find_version(c, **f, *version);
    if (!row && row.error().status == 404) return refuse(invalid("version", "unknown", "The flow has no such version."));
    return row;
  }
  ports::flow_row row;
  row.id = (*f)->id;
  row.version = (*f)->newest + 1;
  row.tenant = c.who.tenant;
  row.name = (*f)->name;
  row.graph = (*f)->graph;
  return row;
}

struct beginning {
  std::optional<std::int64_t> flow;
  std::optional<std::int64_t> version;
  std::optional<std::string> graph;
  flows::check::stage stage;
};

void read_contact(body& b, flows::check::stage& s) {
  const auto given = b.maybe_object("contact");
  if (!given) return;
  body part{*given, "contact."};
  if (auto name = part.maybe_text("name", 200)) s.name = std::move(*name);
  s.state.attributes = part.maybe_variables("attributes", variables_max, variable_max);
  s.state.tags = part.maybe_texts("tags", 50, 60).value_or(std::vector<std::string>{});
  part.refuse_unknown();
  b.take_errors(part);
}

tl::expected<beginning, problem> read_beginning(const call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  beginning out;
  out.flow = b->maybe_integer("flow", 1, id_max);
  out.version = b->maybe_integer("version", 1, id_max);
  if (const auto graph = b->maybe_object("graph")) out.graph = graph->dump();
  if (!out.flow && !out.graph) b->wrong("flow", "required", "The number of a flow, or a graph.");
  if (out.version && (out.graph || !out.flow)) b->wrong("version", "without_flow", "A version is one of a flow's.");
  out.stage.state.language = b->maybe_text("locale", 20).value_or("");
  out.stage.now = c.house.with.clock.now();
  if (const auto at = b->maybe_text("at", 40)) {
    const auto moment = parse_time(*at);
    if (!moment) b->wrong("at", "format", "A moment in UTC: 2026-11-21T11:13:39Z.");
    out.stage.now = moment.value_or(out.stage.now);
  }
  read_contact(*b, out.stage);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return out;
}

/// What is tried: a graph of the body in place of its flow's, or what is saved.
tl::expected<std::shared_ptr<const flows::program>, problem> read_program(const call& c, const beginning& b) {
  ports::flow_row as;
  as.id = unsaved;
  as.version = 1;
  as.tenant = c.who.tenant;
  as.name = "simulated";
  if (b.flow) {
    auto saved = read_saved(c, *b.flow, b.version);
    if (!saved) return refuse(saved.error());
    as = std::move(*saved);
  }
  if (b.graph) as.graph = *b.graph;
  return compile_draft(c, as, b.graph ? "graph" : "flow");
}

answer start(call& c) {
  auto b = read_beginning(c);
  if (!b) return refuse(b.error());
  auto program = read_program(c, *b);
  if (!program) return refuse(program.error());
  const auto all = read_tenant_flows(c);
  if (!all) return refuse(all.error());
  const auto rules = rules_on(c, "simulator");
  if (!rules) return refuse(rules.error());
  const auto version = (*program)->version();
  auto& stage = b->stage;
  stage.rule = *rules;
  stage.flows = all->with(std::move(*program));
  stage.survives = [&codec = c.house.with.codec](const flows::conversation& s) {
    return codec.decode_conversation(codec.encode(s));
  };
  const auto made = std::make_shared<play>(stage, version);
  const auto id = to_base64url(c.house.with.crypto.random_bytes(16));
  c.house.plays.add(c.who.tenant, id, made, c.house.with.clock.now());
  return show_play(c, id, *made, {});
}

answer act(call& c) {
  const std::string id{c.request.param("id")};
  const auto found = c.house.plays.find(c.who.tenant, id, c.house.with.clock.now());
  if (!found) return refuse(not_found("simulated conversation (they end after half an hour)"));
  const std::lock_guard lock{found->mutex};
  auto played = play_act(c, *found);
  if (!played) return refuse(played.error());
  return show_play(c, id, *found, *played);
}

} // namespace

endpoints simulator_endpoints() {
  endpoint begun{"POST",
                 "/api/v1/flows/simulate",
                 right::flows_read,
                 "Begins a simulated conversation with a draft, a version or a graph; nothing of it is real",
                 "play_new",
                 "play",
                 quick(start)};
  begun.body_max = graph_max;
  return {begun,
          {"POST", "/api/v1/flows/simulate/{id}", right::flows_read,
           "The simulated customer does something, time passes, or a call is answered", "play_act", "play",
           quick(act)}};
}

} // namespace charla::api
