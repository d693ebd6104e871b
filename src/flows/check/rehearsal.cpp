#include "flows/check/rehearsal.hpp"

#include <algorithm>

namespace charla::flows::check {

namespace {

/// Bubbles that can still be tapped: a customer scrolls back, but not for ever.
constexpr std::size_t offers_kept = 50;

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

std::optional<choice_content> offered_by(const interactive_content& c, const std::string& id) {
  for (const auto& b : c.buttons)
    if (b.id == id) return choice_content{choice_content::origin::button, b.id, b.title, {}};
  for (const auto& s : c.sections)
    for (const auto& r : s.rows)
      if (r.id == id) return choice_content{choice_content::origin::list, r.id, r.title, r.description};
  return std::nullopt;
}

auto earliest(const std::map<std::string, rehearsal::armed_timer>& timers) {
  return std::min_element(timers.begin(), timers.end(), [](const auto& a, const auto& b) {
    return std::pair{a.second.due, a.second.generation} < std::pair{b.second.due, b.second.generation};
  });
}

tl::unexpected<undecided> failed(error e) { return tl::make_unexpected(undecided{std::move(e), {}}); }

tl::unexpected<undecided> failed(std::string code, std::string what, std::string where = {}) {
  return failed(error{std::move(code), std::move(what), std::move(where)});
}

} // namespace

rehearsal::rehearsal(stage on) : stage_(std::move(on)) {
  world_.state = stage_.state;
  world_.now = stage_.now;
  if (world_.state.peer.primary().empty()) world_.state.peer.wa_id = stage_.phone;
}

const call_effect* rehearsal::pending_call() const noexcept { return world_.call ? &*world_.call : nullptr; }

void rehearsal::note(world& w, decision d, scene& out) {
  ++out.turns;
  for (const auto& t : d.timers) {
    if (t.due)
      w.timers.insert_or_assign(t.key, armed_timer{*t.due, t.body, ++w.armed});
    else
      w.timers.erase(t.key);
  }
  for (const auto& s : d.sends) {
    out.bubbles.push_back({w.now, s.by, s.body});
    if (const auto* const taps = std::get_if<interactive_content>(&s.body)) w.offered.push_back(*taps);
  }
  if (w.offered.size() > offers_kept)
    w.offered.erase(w.offered.begin(), w.offered.end() - static_cast<std::ptrdiff_t>(offers_kept));
  for (const auto& c : d.calls)
    w.call = c;
  w.visits.insert(w.visits.end(), d.visits.begin(), d.visits.end());
  append(out.trace, d.trace);
  append(out.runs, d.runs);
  append(out.visits, d.visits);
  append(out.events, d.events);
  append(out.calls, d.calls);
  append(out.timers, d.timers);
  if (d.control) out.control = d.control;
  w.state = std::move(d.next);
  const auto& run = w.state.run;
  if (w.call && !(run && run->wait.call == w.call->token)) w.call.reset();
}

result<void> rehearsal::encode_and_decode(world& w) const {
  if (!stage_.survives) return {};
  auto back = stage_.survives(w.state);
  if (!back) return tl::make_unexpected(std::move(back.error()));
  back->memory = w.state.memory;
  back->version = w.state.version;
  back->ctl_seq = w.state.ctl_seq;
  back->mode = w.state.mode;
  back->human_override_until = w.state.human_override_until;
  if (*back != w.state)
    return fail("rehearsal.state_lost", "the conversation is another one after it was encoded and decoded");
  w.state = *std::move(back);
  return {};
}

tl::expected<void, undecided> rehearsal::take_turn(world& w, cause_body why, scene& out) const {
  const cause one{inbox_id{1}, w.now, "rehearsal", std::move(why)};
  auto decided = decide(w.state, std::span{&one, 1}, stage_.flows, stage_.rule, w.now);
  if (!decided) return tl::make_unexpected(std::move(decided.error()));
  note(w, *std::move(decided), out);
  if (auto same = encode_and_decode(w); !same) return failed(std::move(same.error()));
  return {};
}

played rehearsal::act(world next, cause_body why) {
  scene out;
  if (auto done = take_turn(next, std::move(why), out); !done) return tl::make_unexpected(std::move(done.error()));
  world_ = std::move(next);
  return out;
}

played rehearsal::hear(std::string text) { return hear(content{text_content{std::move(text)}}); }

played rehearsal::hear(content body) {
  auto next = world_;
  inbound_message m;
  m.provider_id = "rehearsal." + std::to_string(++next.heard);
  m.from = next.state.peer;
  m.profile_name = stage_.name;
  m.sent_at = next.now;
  m.body = std::move(body);
  return act(std::move(next), std::move(m));
}

played rehearsal::tap(const std::string& id, std::string title, std::optional<choice_content::origin> from) {
  std::optional<choice_content> chosen;
  for (auto bubble = world_.offered.rbegin(); bubble != world_.offered.rend() && !chosen; ++bubble)
    chosen = offered_by(*bubble, id);
  if (!chosen && title.empty() && !from)
    return failed("rehearsal.nothing_to_tap", "no bubble so far offers this id; give a title to tap it all the same",
                  id);
  if (!chosen) chosen = choice_content{choice_content::origin::button, id, {}, {}};
  if (!title.empty()) chosen->title = std::move(title);
  if (from) chosen->source = *from;
  return hear(content{*std::move(chosen)});
}

played rehearsal::wait(milliseconds time) {
  auto next = world_;
  const auto until = next.now + std::clamp(time, milliseconds{0}, milliseconds{limits::wait_max});
  scene out;
  for (auto due = earliest(next.timers); due != next.timers.end() && due->second.due <= until;
       due = earliest(next.timers)) {
    if (out.turns == turns_per_wait_max)
      return failed("rehearsal.too_many_turns", "the flow wakes up again and again; wait for less, or let it rest");
    timer_fired fired{due->first, due->second.generation, due->second.body};
    next.now = std::max(next.now, due->second.due);
    next.timers.erase(due);
    if (auto done = take_turn(next, std::move(fired), out); !done) return tl::make_unexpected(std::move(done.error()));
  }
  next.now = until;
  world_ = std::move(next);
  return out;
}

played rehearsal::answer(const call_token& call,
                         call_finished::outcome how,
                         std::int32_t status,
                         std::string body,
                         std::map<std::string, std::string> values) {
  if (!world_.call) return failed("rehearsal.no_call", "nothing has been asked that could be answered", call.node);
  return act(world_, call_finished{call, how, status, std::move(body), std::move(values)});
}

played rehearsal::tell(cause_body body) {
  auto next = world_;
  if (const auto* const changed = std::get_if<control_changed>(&body)) {
    next.state.mode = changed->mode;
    next.state.human_override_until = changed->until;
    ++next.state.ctl_seq;
  }
  if (const auto* const fired = std::get_if<timer_fired>(&body)) next.timers.erase(fired->key);
  return act(std::move(next), std::move(body));
}

} // namespace charla::flows::check
