#include "flows/decide.hpp"

#include "flows/record.hpp"
#include "flows/steps/run.hpp"
#include "flows/turn.hpp"

namespace charla::flows {

namespace {

std::string describe(const flow_input& in) {
  std::string out;
  const auto add = [&](std::string_view what) {
    if (!out.empty()) out += ' ';
    out += what;
  };
  if (!in.calls.empty()) add("call");
  if (in.spoken) add("inbound");
  if (!in.timers.empty()) add("timer");
  return out;
}

/// People have the conversation: what the bot would have reacted to is noted, and its run does not outlive them.
void fall_silent(turn& t, const flow_input& in) {
  const auto held_back = describe(in);
  if (!held_back.empty()) t.trace({}, "suppressed", held_back);
  t.end_run("interrupted");
}

} // namespace

result<decision>
decide(const conversation& state, std::span<const cause> causes, const catalog& flows, const rules& r, timestamp now) {
  if (causes.size() > limits::causes_per_turn_max)
    return fail("turn.too_many_causes", "a turn takes at most " + std::to_string(limits::causes_per_turn_max)
                                            + " causes; leave the others for the next one");
  turn t{state, r, now};
  // First the whole story, then the answer: an echo or a take-over anywhere in these causes keeps the bot quiet.
  flow_input in;
  for (const auto& c : causes)
    record(t, c, in);
  if (t.bot_silent()) {
    fall_silent(t, in);
    return std::move(t).take();
  }
  if (auto done = run_flow(t, flows, in); !done) return tl::make_unexpected(std::move(done.error()));
  return std::move(t).take();
}

} // namespace charla::flows
