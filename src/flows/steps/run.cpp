#include "flows/steps/run.hpp"

#include "flows/steps/runner.hpp"

namespace charla::flows {

namespace steps {

result<void> runner::count_idle_turn() {
  constexpr std::chrono::hours window{1};
  auto& run = *turn_.next().run;
  if (!run.idle_since || turn_.now() - *run.idle_since > window) {
    run.idle_since = turn_.now();
    run.idle_turns = 0;
    run.visits.clear();
  }
  if (++run.idle_turns <= limits::idle_turns_per_hour_max) return {};
  return fail("flow.too_many_idle_turns",
              "the flow keeps itself busy while nobody speaks; let it wait for the customer", run.node);
}

result<void> runner::on_call(const call_finished& m) {
  const auto& run = turn_.next().run;
  const bool asked_now = m.token.version >= turn_.next().version;
  if (!run || run->wait.what != wait_state::kind::call || run->wait.call != m.token || asked_now) {
    turn_.trace(m.token.node, "stale", "call");
    return {};
  }
  if (idle_)
    if (auto counted = count_idle_turn(); !counted) return counted;
  return resume(&m, priority::reply);
}

result<void> runner::on_inbound() {
  occasion o;
  o.text = in_.text;
  o.newest = in_.newest;
  o.first_contact = in_.first_contact;
  auto& run = turn_.next().run;
  if (!is_waiting()) {
    turn_.end_run(run_status::interrupted, "lost");
    return start_fitting(o, in_.text, priority::reply);
  }
  run->visits.clear();
  run->idle_since.reset();
  run->idle_turns = 0;
  if (auto other = select(flows_, o, true); other.flow != nullptr) {
    turn_.end_run(run_status::interrupted, "another flow");
    return start({other.flow, {}, in_.text, {}, std::move(other.why)}, priority::reply);
  }
  return resume(replied{in_.text, in_.newest}, priority::reply);
}

result<void> runner::on_timer(const timer_fired& m) {
  if (const auto silence = read_silence_timer(m.key)) {
    const auto* const flow = flows_.live_of(silence->flow);
    const bool fits = flow != nullptr && silence->trigger < flow->triggers().size()
                      && flow->triggers()[silence->trigger].what() == trigger_kind::schedule;
    if (!fits || turn_.next().run) {
      turn_.trace({}, fits ? "busy" : "stale", m.key);
      return {};
    }
    return start({flow, {}, {}, {}, "schedule of " + flow->source().name}, priority::follow_up);
  }
  auto& run = turn_.next().run;
  if (!run || m.key.empty() || run->wait.timer_key != m.key || armed_before_ != m.key) {
    turn_.trace({}, "stale", m.key);
    return {};
  }
  run->wait.timer_key.clear(); // consumed by this turn: nothing is left to cancel
  if (m.body == expiry) return expire();
  if (auto counted = count_idle_turn(); !counted) return counted;
  const bool someone_waits = m.body == short_wait;
  return resume(timed_out{}, someone_waits ? priority::reply : priority::follow_up);
}

result<void> runner::expire() {
  const auto expired = turn_.next().run->flow;
  const auto* const flow = pinned();
  const std::string name = flow == nullptr ? std::string{} : flow->source().name;
  turn_.end_run(run_status::expired, "expired");
  occasion o;
  o.what = occasion::kind::expired;
  o.expired = expired;
  o.expired_name = name;
  return on_occasion(o);
}

result<void> runner::on_occasion(const occasion& o) {
  const bool waits = is_waiting();
  auto chosen = select(flows_, o, waits);
  if (chosen.flow == nullptr) {
    if (o.what == occasion::kind::event) turn_.trace({}, waits ? "busy" : "no_flow", std::string{o.event});
    return {};
  }
  turn_.end_run(run_status::interrupted, "another flow");
  return start({chosen.flow, {}, {}, {}, std::move(chosen.why)}, priority::follow_up);
}

result<void> runner::move(const run_request& m) {
  auto& run = turn_.next().run;
  const bool meant = run && (m.flow.value() == 0 || m.flow == run->flow); // it may have gone into another one meanwhile
  const auto* const target = meant ? flows_.find(run->flow, m.version != 0 ? m.version : run->flow_version) : nullptr;
  const auto* const place = target == nullptr ? nullptr : target->find(m.node.empty() ? run->node : m.node);
  const bool stays = place != nullptr && m.node.empty();
  const auto* const from = stays && pinned() != nullptr ? pinned()->find(run->node) : nullptr;
  if (place == nullptr || (stays && (from == nullptr || place->at->type != from->at->type))) {
    turn_.trace({}, "cannot_move", std::to_string(m.version) + ' ' + m.node);
    return {};
  }
  turn_.touch_run();
  turn_.trace(run->node, "moved", "v" + std::to_string(m.version) + ' ' + m.node + " by " + m.by);
  run->flow_version = target->version().version;
  if (stays) return {};
  if (!run->wait.timer_key.empty()) turn_.set_timer(run->wait.timer_key, std::nullopt);
  run->wait = {};
  run->node = m.node;
  auto after = enter(*place, priority::reply);
  if (!after) return failed(after);
  return proceed(place, *std::move(after), priority::reply);
}

result<void> runner::on_request(const run_request& m) {
  using act = run_request::act;
  const auto& run = turn_.next().run;
  if (m.what == act::stop) {
    turn_.end_run(run_status::interrupted, "stopped by " + m.by);
    return {};
  }
  if (m.what == act::move) return move(m);
  if (m.what == act::fire_timer) {
    turn_.set_timer(m.node, std::nullopt); // it fires by this turn, not by its row
    return on_timer(timer_fired{m.node, 0, m.event});
  }
  if (m.what == act::event) {
    occasion o;
    o.what = occasion::kind::event;
    o.event = m.event;
    const auto* const chosen = select(flows_, o, is_waiting()).flow;
    if (chosen == nullptr) return on_occasion(o);
    turn_.end_run(run_status::interrupted, "another flow");
    return start({chosen, {}, {}, m.variables, "event " + m.event + " of " + chosen->source().name},
                 priority::follow_up);
  }
  const auto wanted = m.what == act::restart && run ? run->flow : m.flow;
  const auto* const flow = m.version != 0 ? flows_.find(wanted, m.version) : flows_.live_of(wanted);
  if (flow == nullptr || (!m.node.empty() && flow->find(m.node) == nullptr)) {
    turn_.trace({}, "missing", std::to_string(wanted.value()) + ' ' + m.node);
    return {};
  }
  turn_.end_run(run_status::interrupted, "begun anew by " + m.by);
  return start({flow, m.node, {}, m.variables, "asked for by " + m.by}, priority::follow_up);
}

void runner::watch_for_silence() {
  for (const auto* p : flows_.live()) {
    const auto& triggers = p->triggers();
    for (std::size_t i = 0; i < triggers.size(); ++i)
      if (const auto after = triggers[i].after()) turn_.set_timer(key_of({p->version().flow, i}), turn_.now() + *after);
  }
}

} // namespace steps

result<void> run_flow(turn& t, const catalog& flows, const flow_input& in) {
  steps::runner r{t, flows, in};
  const auto unless_silent = [&t](std::string what, auto react) -> result<void> {
    if (!t.bot_silent()) return react();
    t.trace({}, "suppressed", std::move(what)); // an earlier input of this turn led to a person
    return {};
  };
  for (const auto* m : in.calls) {
    if (auto done = unless_silent("call", [&] { return r.on_call(*m); }); !done) return done;
  }
  for (const auto* m : in.requests) {
    if (auto done = unless_silent("request", [&] { return r.on_request(*m); }); !done) return done;
  }
  if (in.spoken) {
    r.watch_for_silence();
    if (auto done = unless_silent("inbound", [&] { return r.on_inbound(); }); !done) return done;
  }
  for (const auto* m : in.timers) {
    if (auto done = unless_silent("timer", [&] { return r.on_timer(*m); }); !done) return done;
  }
  for (const auto what : {occasion::kind::opt_in, occasion::kind::resolved}) {
    const bool happened = what == occasion::kind::opt_in ? in.opted_in : in.resolved;
    if (!happened) continue;
    occasion o;
    o.what = what;
    if (auto done = unless_silent("occasion", [&] { return r.on_occasion(o); }); !done) return done;
  }
  return {};
}

} // namespace charla::flows
