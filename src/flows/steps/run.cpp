#include "flows/steps/run.hpp"

#include "flows/expr/split.hpp"
#include "flows/steps/step.hpp"

namespace charla::flows {

namespace {

using steps::context;
using steps::finish;
using steps::leave;
using steps::outcome;
using steps::resumption;
using steps::step_type;
using steps::suspend;

/// A step with its type, found in the flow.
struct place {
  const node* at = nullptr;
  const step_type* type = nullptr;
};

result<place> find_place(const flow& f, const std::string& id) {
  const auto where = [&] { return f.name + " v" + std::to_string(f.version) + ": " + id; };
  const auto found = f.nodes.find(id);
  if (found == f.nodes.end())
    return fail("flow.missing_node", "the flow has no step of this name; publish a corrected version", where());
  const auto* const type = steps::find_step(found->second.type);
  if (type == nullptr)
    return fail("flow.unknown_step", "this program knows no step type `" + found->second.type + '`', where());
  return place{&found->second, type};
}

class runner {
public:
  runner(turn& t, const catalog& flows) : turn_(t), flows_(flows) {
    if (const auto& run = t.next().run) armed_before_ = run->wait.timer_key;
  }

  result<void> on_call(const call_finished& m);
  result<void> on_inbound(std::string text);
  result<void> on_timer(const timer_fired& m);

private:
  result<void> start(std::string text, priority prio);
  result<void> resume(const resumption& why, priority prio);
  result<outcome> enter(const place& p, priority prio);
  result<void> proceed(const flow& f, const node* at, outcome o, priority prio);
  result<void> end(std::string why, priority prio);

  turn& turn_;
  const catalog& flows_;
  std::size_t steps_ = 0;
  std::string armed_before_; ///< what this turn arms itself cannot have fired yet
};

result<void> runner::start(std::string text, priority prio) {
  const auto* const active = flows_.active();
  if (active == nullptr) {
    turn_.trace({}, "no_flow");
    return {};
  }
  auto& run = turn_.next().run.emplace();
  run.flow = active->id;
  run.flow_version = active->version;
  run.node = active->start;
  run.started_at = turn_.now();
  text.resize(expr::clip(text, limits::attribute_length_max).size());
  run.variables.emplace(std::string{steps::input_variable}, std::move(text));
  turn_.trace(active->start, "run_started", active->name + " v" + std::to_string(active->version));
  const auto first = find_place(*active, active->start);
  if (!first) return tl::make_unexpected(first.error());
  auto after = enter(*first, prio);
  if (!after) return tl::make_unexpected(std::move(after.error()));
  return proceed(*active, first->at, std::move(*after), prio);
}

result<void> runner::resume(const resumption& why, priority prio) {
  auto& run = *turn_.next().run;
  const auto* const pinned = flows_.find(run.flow, run.flow_version);
  if (pinned == nullptr)
    return fail("flow.missing_version", "a conversation stands in a version that is not there any more; restore it",
                std::to_string(run.flow.value()) + " v" + std::to_string(run.flow_version));
  const auto here = find_place(*pinned, run.node);
  if (!here) return tl::make_unexpected(here.error());
  if (here->type->resume == nullptr)
    return fail("flow.not_waiting", "a run waits in a step that never waits", here->at->id);
  context c{turn_, *here->at, prio};
  auto after = here->type->resume(c, why);
  if (!after) return tl::make_unexpected(std::move(after.error()));
  if (std::holds_alternative<suspend>(*after)) return {};
  if (!run.wait.timer_key.empty()) turn_.set_timer(run.wait.timer_key, std::nullopt);
  run.wait = {};
  return proceed(*pinned, here->at, std::move(*after), prio);
}

result<outcome> runner::enter(const place& p, priority prio) {
  if (++steps_ > limits::steps_per_turn_max)
    return fail("flow.loop", "the flow runs in a circle; put a step that waits into it", p.at->id);
  turn_.trace(p.at->id, "step", std::string{p.type->name});
  context c{turn_, *p.at, prio};
  return p.type->enter(c);
}

result<void> runner::proceed(const flow& f, const node* at, outcome o, priority prio) {
  while (const auto* go = std::get_if<leave>(&o)) {
    const auto exit = at->exits.find(go->exit);
    if (exit == at->exits.end()) return end("no exit " + go->exit, prio);
    const auto next = find_place(f, exit->second);
    if (!next) return tl::make_unexpected(next.error());
    turn_.next().run->node = exit->second;
    at = next->at;
    auto after = enter(*next, prio);
    if (!after) return tl::make_unexpected(std::move(after.error()));
    o = std::move(*after);
  }
  if (auto* const done = std::get_if<finish>(&o)) return end(std::move(done->why), prio);
  // A question to the customer overtakes what was said while the flow was busy: it is no answer to it.
  auto& run = *turn_.next().run;
  if (run.wait.what == wait_state::kind::reply) run.variables.erase(std::string{steps::pending_variable});
  return {};
}

result<void> runner::end(std::string why, priority prio) {
  auto& variables = turn_.next().run->variables;
  std::string pending;
  if (auto kept = variables.extract(std::string{steps::pending_variable}); kept) pending = std::move(kept.mapped());
  turn_.end_run(std::move(why));
  if (pending.empty() || turn_.bot_silent()) return {};
  return start(std::move(pending), prio);
}

result<void> runner::on_call(const call_finished& m) {
  const auto& run = turn_.next().run;
  const bool asked_now = m.token.version >= turn_.next().version;
  if (!run || run->wait.what != wait_state::kind::call || run->wait.call != m.token || asked_now) {
    turn_.trace(m.token.node, "stale", "call");
    return {};
  }
  return resume(&m, priority::reply);
}

result<void> runner::on_inbound(std::string text) {
  const auto& run = turn_.next().run;
  if (run && run->wait.what != wait_state::kind::none) return resume(steps::replied{text}, priority::reply);
  turn_.end_run("lost");
  return start(std::move(text), priority::reply);
}

result<void> runner::on_timer(const timer_fired& m) {
  auto& run = turn_.next().run;
  if (!run || m.key.empty() || run->wait.timer_key != m.key || armed_before_ != m.key) {
    turn_.trace({}, "stale", m.key);
    return {};
  }
  run->wait.timer_key.clear(); // consumed by this turn: nothing is left to cancel
  const bool someone_waits = m.body == steps::short_wait;
  return resume(steps::timed_out{}, someone_waits ? priority::reply : priority::follow_up);
}

} // namespace

result<void> run_flow(turn& t, const catalog& flows, const flow_input& in) {
  runner r{t, flows};
  const auto unless_silent = [&t](std::string what, auto react) -> result<void> {
    if (!t.bot_silent()) return react();
    t.trace({}, "suppressed", std::move(what)); // an earlier input of this turn led to a person
    return {};
  };
  for (const auto* m : in.calls) {
    if (auto done = unless_silent("call", [&] { return r.on_call(*m); }); !done) return done;
  }
  if (in.spoken) {
    if (auto done = unless_silent("inbound", [&] { return r.on_inbound(in.text); }); !done) return done;
  }
  for (const auto* m : in.timers) {
    if (auto done = unless_silent("timer", [&] { return r.on_timer(*m); }); !done) return done;
  }
  return {};
}

} // namespace charla::flows
