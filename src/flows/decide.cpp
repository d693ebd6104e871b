#include "flows/decide.hpp"

#include "flows/record.hpp"
#include "flows/steps/run.hpp"
#include "flows/turn.hpp"

#include <algorithm>
#include <array>

namespace charla::flows {

namespace {

std::string describe(const flow_input& in) {
  std::string out;
  const auto add = [&](std::string_view what) {
    if (!out.empty()) out += ' ';
    out += what;
  };
  if (!in.calls.empty()) add("call");
  if (!in.requests.empty()) add("request");
  if (in.spoken) add("inbound");
  if (!in.timers.empty()) add("timer");
  return out;
}

/// People have the conversation: what the bot would have reacted to is noted, and its run does not outlive them.
void fall_silent(turn& t, const flow_input& in) {
  const auto held_back = describe(in);
  if (!held_back.empty()) t.trace({}, "suppressed", held_back);
  t.end_run(run_status::interrupted, "interrupted");
}

flow_input record_all(turn& t, std::span<const cause> causes) {
  flow_input in;
  in.first_contact = !t.next().last_inbound_at;
  for (const auto& c : causes)
    record(t, c, in);
  return in;
}

/// The flow has run away. Deciding it again would only run it again, so this is no case for the dead letters.
bool is_runaway(const error& e) {
  constexpr std::array<std::string_view, 5> codes{"flow.loop", "flow.too_deep", "flow.too_many_sends",
                                                  "flow.too_many_idle_turns", "flow.too_many_visits"};
  return std::find(codes.begin(), codes.end(), e.code) != codes.end();
}

/// What happened stands in the history; what the flow would have said does not go out, its run has failed, and a
/// person gets the conversation.
decision stop_flow(const conversation& state,
                   std::span<const cause> causes,
                   const rules& r,
                   timestamp now,
                   const error& why,
                   decision tried,
                   std::size_t recorded) {
  turn t{state, r, now};
  record_all(t, causes);
  for (auto line = tried.trace.begin() + static_cast<std::ptrdiff_t>(recorded); line != tried.trace.end(); ++line)
    t.trace(std::move(line->node), std::move(line->what), std::move(line->detail));
  t.trace(why.where, "flow_stopped", why.code + ": " + why.what);
  auto& run = t.next().run;
  const bool another = tried.next.run && (!run || run->number != tried.next.run->number);
  if (another) {
    t.end_run(run_status::interrupted, "interrupted");
    run = std::move(tried.next.run);
    t.next().runs = run->number;
  }
  t.end_run(run_status::failed, why.code);
  t.set_control(control_mode::human, now + r.human_override);
  t.note("flow_stopped", why.what);
  return std::move(t).take();
}

} // namespace

tl::expected<decision, undecided>
decide(const conversation& state, std::span<const cause> causes, const catalog& flows, const rules& r, timestamp now) {
  if (causes.size() > limits::causes_per_turn_max)
    return tl::make_unexpected(undecided{{"turn.too_many_causes",
                                          "a turn takes at most " + std::to_string(limits::causes_per_turn_max)
                                              + " causes; leave the others for the next one",
                                          {}},
                                         {}});
  turn t{state, r, now};
  // First the whole story, then the answer: an echo or a take-over anywhere in these causes keeps the bot quiet.
  const auto in = record_all(t, causes);
  if (t.bot_silent()) {
    fall_silent(t, in);
    return std::move(t).take();
  }
  const auto recorded = t.trace_count();
  auto done = run_flow(t, flows, in);
  if (done) return std::move(t).take();
  if (!is_runaway(done.error()))
    return tl::make_unexpected(undecided{std::move(done.error()), std::move(t).take().trace});
  return stop_flow(state, causes, r, now, done.error(), std::move(t).take(), recorded);
}

} // namespace charla::flows
