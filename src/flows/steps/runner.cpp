#include "flows/steps/runner.hpp"

#include "flows/expr/fold.hpp"
#include "flows/expr/split.hpp"

namespace charla::flows::steps {

runner::runner(turn& t, const catalog& flows, const flow_input& in)
    : turn_(t), flows_(flows), in_(in), idle_(!in.spoken && in.requests.empty()) {
  if (const auto& run = t.next().run) armed_before_ = run->wait.timer_key;
}

context runner::at(const program::place& p, priority prio) {
  return {turn_, *pinned(), *p.at, prio, in_.first_contact};
}

const program* runner::pinned() const {
  const auto& run = *turn_.next().run;
  return flows_.find(run.flow, run.flow_version);
}

const program* runner::find_live(const value& flow) const {
  if (const auto* const number = flow.number()) return flows_.live_of(flow_id{static_cast<std::int32_t>(*number)});
  const auto wanted = expr::fold(flow.plain());
  for (const auto* p : flows_.live())
    if (expr::fold(p->source().name) == wanted || std::to_string(p->version().flow.value()) == wanted) return p;
  return nullptr;
}

result<const program::place*> runner::here() const {
  const auto& run = *turn_.next().run;
  const auto* const flow = pinned();
  if (flow == nullptr)
    return fail("flow.missing_version", "a conversation stands in a version that is not there any more; restore it",
                std::to_string(run.flow.value()) + " v" + std::to_string(run.flow_version));
  const auto* const place = flow->find(run.node);
  if (place == nullptr)
    return fail("flow.missing_node", "the flow has no step of this name; publish a corrected version",
                flow->source().name + " v" + std::to_string(run.flow_version) + ": " + run.node);
  return place;
}

bool runner::is_waiting() const {
  const auto& run = turn_.next().run;
  return run && run->wait.what != wait_state::kind::none;
}

result<void> runner::start(beginning with, priority prio) {
  const auto& source = with.flow->source();
  const auto* const first = with.node.empty() ? with.flow->start() : with.flow->find(with.node);
  if (first == nullptr)
    return fail("flow.missing_node", "there is no step `" + with.node + "` to begin with", source.name);
  auto& run = turn_.next().run.emplace();
  run.number = ++turn_.next().runs;
  run.flow = source.id;
  run.flow_version = source.version;
  run.node = first->at->id;
  run.started_at = turn_.now();
  run.variables = std::move(with.variables);
  with.text.resize(expr::clip(with.text, limits::attribute_length_max).size());
  run.variables.insert_or_assign(std::string{input_variable}, std::move(with.text));
  turn_.touch_run();
  if (!with.why.empty()) turn_.trace({}, "chosen", std::move(with.why));
  turn_.trace(run.node, "run_started", source.name + " v" + std::to_string(source.version));
  auto after = enter(*first, prio);
  if (!after) return failed(after);
  return proceed(first, *std::move(after), prio);
}

result<void> runner::start_fitting(const occasion& o, std::string text, priority prio) {
  auto chosen = select(flows_, o, false);
  if (chosen.flow != nullptr) return start({chosen.flow, {}, std::move(text), {}, std::move(chosen.why)}, prio);
  turn_.trace({}, "no_flow");
  return {};
}

result<void> runner::resume(const resumption& why, priority prio) {
  const auto place = here();
  if (!place) return tl::make_unexpected(place.error());
  turn_.touch_run();
  auto& run = *turn_.next().run;
  const auto attempts_before = run.wait.attempts;
  const auto key_before = run.wait.timer_key;
  auto c = at(**place, prio);
  auto after = (*place)->act->resume(c, why);
  if (!after) return failed(after);
  if (std::holds_alternative<suspend>(*after)) {
    // The step has begun another wait: the timer of the first one would be stale, and is not left to fire.
    const bool again = run.wait.timer_key != key_before;
    if (again && !key_before.empty()) turn_.set_timer(key_before, std::nullopt);
    if (again && run.wait.attempts == 0) run.wait.attempts = attempts_before;
    return {};
  }
  if (!run.wait.timer_key.empty()) turn_.set_timer(run.wait.timer_key, std::nullopt);
  run.wait = {};
  return proceed(*place, *std::move(after), prio);
}

result<outcome> runner::enter(const program::place& p, priority prio) {
  if (++steps_ > limits::steps_per_turn_max)
    return fail("flow.loop", "the flow runs in a circle; put a step that waits into it", p.at->id);
  auto& run = *turn_.next().run;
  if (idle_ && ++run.visits[p.at->id] > limits::idle_visits_max)
    return fail("flow.too_many_visits", "the flow comes here again and again while nobody speaks", p.at->id);
  turn_.trace(p.at->id, "step", p.at->type);
  turn_.visit({run.flow, run.flow_version}, p.at->id);
  auto c = at(p, prio);
  return p.act->enter(c);
}

result<const program::place*> runner::go_into(const program::place& from, enter_flow go) {
  auto& run = *turn_.next().run;
  const auto* const target = go.flow.present() ? find_live(go.flow) : pinned();
  const auto* const first = target == nullptr ? nullptr : go.node.empty() ? target->start() : target->find(go.node);
  if (first == nullptr) {
    turn_.trace(from.at->id, "missing", go.flow.plain() + ' ' + go.node);
    const auto exit = from.exits.find("missing");
    if (exit != from.exits.end()) {
      turn_.visit({run.flow, run.flow_version}, from.at->id, exit->first);
      return exit->second;
    }
    return fail("flow.missing_version", "no live flow `" + go.flow.plain() + "` with that step; publish it",
                from.at->id);
  }
  if (go.returns) {
    if (run.callers.size() >= limits::callers_max)
      return fail("flow.too_deep", "sub-flows within sub-flows, more than eight deep", from.at->id);
    run.callers.push_back({run.flow, run.flow_version, run.node, std::move(run.variables)});
  }
  if (go.flow.present()) run.variables = std::move(go.variables);
  const auto to = target->version();
  if (go.flow.present())
    turn_.trace(from.at->id, "flow_entered", target->source().name + " v" + std::to_string(to.version));
  run.flow = to.flow;
  run.flow_version = to.version;
  return first;
}

result<void> runner::proceed(const program::place* at, outcome o, priority prio) {
  while (true) {
    auto& run = *turn_.next().run;
    const program::place* next = nullptr;
    if (auto* const go = std::get_if<leave>(&o)) {
      turn_.visit({run.flow, run.flow_version}, at->at->id, go->exit);
      const auto exit = at->exits.find(go->exit);
      if (exit == at->exits.end()) return end("no exit " + go->exit, prio);
      next = exit->second;
    } else if (auto* const into = std::get_if<enter_flow>(&o)) {
      auto entered = go_into(*at, std::move(*into));
      if (!entered) return failed(entered);
      next = *entered;
    } else {
      break;
    }
    run.node = next->at->id;
    at = next;
    auto after = enter(*at, prio);
    if (!after) return failed(after);
    o = *std::move(after);
  }
  if (auto* const done = std::get_if<finish>(&o)) return end(std::move(done->why), prio);
  // A question to the customer overtakes what was said while the flow was busy: it is no answer to it.
  auto& run = *turn_.next().run;
  if (run.wait.what == wait_state::kind::reply) run.variables.erase(std::string{pending_variable});
  return {};
}

result<void> runner::end(std::string why, priority prio) {
  auto& run = *turn_.next().run;
  std::string pending;
  if (auto kept = run.variables.extract(std::string{pending_variable}); kept) pending = std::move(kept.mapped());
  const bool comes_back = !run.callers.empty() && !turn_.bot_silent() && why != "superseded" && why != "closed";
  if (comes_back) {
    const auto of_sub_flow = std::move(run.variables);
    auto caller = std::move(run.callers.back());
    run.callers.pop_back();
    turn_.trace(run.node, "flow_left", why);
    run.flow = caller.flow;
    run.flow_version = caller.flow_version;
    run.node = std::move(caller.node);
    run.variables = std::move(caller.variables);
    run.wait = {};
    if (!pending.empty()) run.variables.insert_or_assign(std::string{pending_variable}, std::move(pending));
    return resume(returned{of_sub_flow}, prio);
  }
  turn_.end_run(why == "superseded" ? run_status::interrupted : run_status::completed, why);
  if (pending.empty() || turn_.bot_silent()) return {};
  occasion o;
  o.text = pending;
  return start_fitting(o, pending, prio);
}

} // namespace charla::flows::steps
