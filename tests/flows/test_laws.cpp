#include "flows/given.hpp"
#include "flows/replay.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla::flows;
using namespace charla::flows::test;

namespace {

/// A flow that uses every kind of wait.
catalog busy_flow() {
  return with_flow({
      {"start",
       step("intent", {{"map.ask", "a"}, {"map.wait", "b"}, {"map.call", "c"}, {"map.human", "d"}, {"map.long", "e"}},
            {{"ask", "ask"},
             {"wait", "wait"},
             {"call", "call"},
             {"human", "human"},
             {"long", "long"},
             {"default", "say"}})},
      {"say", step("send_text", {{"text", "dijiste {{input}}"}})},
      {"ask", step("send_text", {{"text", "¿qué?"}}, {{"next", "ask2"}})},
      {"ask2",
       step("wait_for_reply", {{"seconds", "600"}, {"pattern", "[a-z]"}}, {{"reply", "set"}, {"timeout", "say"}})},
      {"set", step("set_attribute", {{"key", "k"}, {"value", "{{reply}}"}}, {{"next", "start"}})},
      {"wait", step("wait", {{"seconds", "5"}}, {{"next", "say"}})},
      {"long", step("wait", {{"seconds", "5000"}}, {{"next", "say"}})},
      {"call", step("http", {{"url", "https://a.example"}}, {{"ok", "say"}, {"failed", "human"}, {"timeout", "ask"}})},
      {"human", step("handoff", {{"text", "te paso"}, {"silence_seconds", "900"}})},
  });
}

/// A conversation with what the store keeps beside it.
struct world {
  conversation state = new_conversation();
  std::map<std::string, timer_effect> timers;
  std::vector<call_token> calls;
  std::vector<message> history;
  timestamp now = noon;

  void remember(const decision& d) {
    state = d.next;
    for (const auto& t : d.timers) {
      if (t.due) {
        timers.insert_or_assign(t.key, t);
      } else {
        timers.erase(t.key);
      }
    }
    for (const auto& c : d.calls)
      calls.push_back(c.token);
    history.insert(history.end(), d.messages.begin(), d.messages.end());
  }
};

cause any_control(world& w) {
  control_changed m;
  m.mode = *rc::gen::element(control_mode::bot, control_mode::human, control_mode::paused);
  if (m.mode == control_mode::human && *rc::gen::arbitrary<bool>())
    m.until = w.now + seconds{*rc::gen::inRange(1, 2000)};
  w.state.mode = m.mode; // as the store does before the cause is told
  w.state.human_override_until = m.until;
  ++w.state.ctl_seq;
  return of(m, w.now);
}

cause any_timer(world& w) {
  if (w.timers.empty() || *rc::gen::inRange(0, 4) == 0) {
    const auto key = *rc::gen::element<std::string>("override", "run:1.0");
    w.timers.erase(key); // the turn consumes the row whatever it decides
    return timer(key);
  }
  const auto chosen = std::next(w.timers.begin(), *rc::gen::inRange<int>(0, static_cast<int>(w.timers.size())));
  auto fired = timer(chosen->first, chosen->second.body);
  w.now = std::max(w.now, *chosen->second.due);
  w.timers.erase(chosen);
  return fired;
}

cause any_answer(const world& w) {
  call_finished m;
  if (!w.calls.empty())
    m.token = w.calls[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(w.calls.size())))];
  m.how =
      *rc::gen::element(call_finished::outcome::ok, call_finished::outcome::failed, call_finished::outcome::timed_out);
  return of(m, w.now);
}

std::string any_text() { return *rc::gen::element<std::string>("a", "b", "c", "d", "e", "1", "", "x{{input}}"); }

cause any_cause(world& w) {
  switch (*rc::gen::inRange(0, 16)) {
  case 0: return echo(any_text(), w.now);
  case 1: return as_person(any_text(), w.now);
  case 2: return any_control(w);
  case 3:
    return of(status_changed{*rc::gen::element(conversation_status::open, conversation_status::resolved), "Luis"},
              w.now);
  case 4:
    return of(history_message{"wamid.old", {}, w.now, *rc::gen::arbitrary<bool>(), text_content{any_text()}}, w.now);
  case 5: return inbound_content(reaction_content{"wamid.out", "👍"}, w.now);
  case 6: return of(delivery_failed{{}, 131047, "x"}, w.now);
  case 7:
  case 8:
  case 9: return any_timer(w);
  case 10:
  case 11: return any_answer(w);
  default: return inbound(any_text(), w.now);
  }
}

std::size_t bot_sends(const decision& d) {
  return static_cast<std::size_t>(
      std::count_if(d.sends.begin(), d.sends.end(), [](const auto& s) { return s.by == author::bot; }));
}

void check_numbers(const conversation& before, const decision& d) {
  RC_ASSERT(d.next.version == before.version + 1);
  RC_ASSERT(d.next.ctl_seq == before.ctl_seq + (d.control ? 1 : 0));
  if (d.control) {
    RC_ASSERT(d.control->mode == d.next.mode);
    RC_ASSERT(d.control->until == d.next.human_override_until);
  }
  auto seq = before.last_seq;
  std::int16_t sends = 0;
  for (const auto& m : d.messages) {
    RC_ASSERT(m.seq == ++seq);
    if (m.send) RC_ASSERT(*m.send == sends++);
  }
  RC_ASSERT(d.next.last_seq == seq);
  RC_ASSERT(static_cast<std::size_t>(sends) == d.sends.size());
  for (std::size_t i = 0; i < d.timers.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k)
      RC_ASSERT(d.timers[i].key != d.timers[k].key);
  }
}

void check_silence(const world& w, std::span<const cause> causes, const decision& d) {
  const bool spoken_by_person = std::any_of(causes.begin(), causes.end(), [](const cause& c) {
    const auto* const asked = std::get_if<outgoing_request>(&c.body);
    return std::holds_alternative<echo_message>(c.body) || (asked != nullptr && asked->by == author::human);
  });
  const bool handed_back = std::any_of(causes.begin(), causes.end(), [](const cause& c) {
    const auto* const change = std::get_if<control_changed>(&c.body);
    return change != nullptr && change->mode == control_mode::bot;
  });
  if (bot_is_silent(w.state, w.now) && !d.control) RC_ASSERT(bot_sends(d) == 0U);
  if (spoken_by_person && !handed_back) RC_ASSERT(bot_sends(d) == 0U);
}

void check_world(const world& w, const rules& r) {
  // No timer leaks and none is missing: the run's own, and the one that ends the silence.
  std::vector<std::string> expected;
  if (w.state.mode == control_mode::human && w.state.human_override_until) expected.emplace_back("override");
  if (w.state.run && !w.state.run->wait.timer_key.empty()) expected.push_back(w.state.run->wait.timer_key);
  std::vector<std::string> armed;
  for (const auto& [key, t] : w.timers)
    armed.push_back(key);
  RC_ASSERT(armed == expected);
  if (w.state.run) RC_ASSERT(w.state.run->wait.what != wait_state::kind::none);
  if (bot_is_silent(w.state, w.now)) RC_ASSERT(!w.state.run);
  // The memory is the end of the history.
  RC_ASSERT(w.state.memory.size() == std::min(r.memory, w.history.size()));
  RC_ASSERT(std::equal(w.state.memory.rbegin(), w.state.memory.rend(), w.history.rbegin()));
}

} // namespace

TEST_CASE("the laws of a decision hold for any story", "[flows][property][I2][I3][I15]") {
  const auto flows = busy_flow();
  rules r;
  r.memory = 5;
  CHECK(rc::check("any story", [&] {
    world w;
    std::vector<past_turn> past;
    const int turns = *rc::gen::inRange(1, 15);
    for (int i = 0; i < turns; ++i) {
      w.now += seconds{*rc::gen::inRange(0, 400)};
      std::vector<cause> causes;
      const int count = *rc::gen::inRange(1, 5);
      for (int k = 0; k < count; ++k)
        causes.push_back(any_cause(w));
      const auto before = w.state;
      const auto d = decide(before, causes, flows, r, w.now);
      RC_ASSERT(d.has_value());
      const bool same_again = *d == *decide(before, causes, flows, r, w.now);
      RC_ASSERT(same_again);
      check_numbers(before, *d);
      check_silence(w, causes, *d);
      past.push_back(
          {w.now, r, causes, d->trace, speaker{before.mode, before.human_override_until, before.ctl_seq}, {}});
      w.remember(*d);
      check_world(w, r);
    }
    const auto again = replay(new_conversation(), past, flows);
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->state == w.state);
    RC_ASSERT(again->differences.empty());
  }));
}

TEST_CASE("an answer or a timer delivered again changes nothing but the count", "[flows][property][R170]") {
  const auto flows = busy_flow();
  CHECK(rc::check("twice is once", [&] {
    world w;
    w.remember(*decide(w.state, std::vector{inbound(*rc::gen::element<std::string>("a", "b", "c"))}, flows, {}, w.now));
    const auto again = w.calls.empty() ? timer(w.timers.begin()->first, w.timers.begin()->second.body)
                                       : of(call_finished{w.calls[0], call_finished::outcome::ok, 200, "x"});
    const auto first = decide(w.state, std::vector{again}, flows, {}, w.now);
    RC_ASSERT(first.has_value());
    const auto second = decide(first->next, std::vector{again}, flows, {}, w.now);
    RC_ASSERT(second.has_value());
    auto expected = first->next;
    ++expected.version;
    RC_ASSERT(second->next == expected);
    RC_ASSERT(second->messages.empty());
    RC_ASSERT(second->sends.empty());
    RC_ASSERT(traced(*second, "stale"));
  }));
}

TEST_CASE("a replay that comes out otherwise is told field by field", "[flows][I15]") {
  const auto flows = welcome_flow();
  const auto now_then = decided(new_conversation(), {inbound("precio")}, flows);
  past_turn p{noon, {}, {inbound("catalogo")}, now_then.trace, {}, {}};
  const auto again = replay(new_conversation(), std::vector{p}, flows);
  REQUIRE(again);
  REQUIRE(again->differences.size() == 1);
  CHECK(again->differences[0].field == "trace");
  const auto told = compare(now_then.next, again->state);
  REQUIRE(told.size() == 1);
  CHECK(told[0].field == "memory");

  auto other = now_then.next;
  other.mode = control_mode::human;
  other.ctl_seq = 4;
  CHECK(compare(now_then.next, other).size() == 2);
}

TEST_CASE("a replay takes a change of control from its cause when nothing else was recorded", "[flows][I15]") {
  past_turn p{noon, {}, {of(control_changed{control_mode::human, noon + hours{1}, "Luis", {}}), inbound("precio")},
              {},   {}, {}};
  const auto again = replay(new_conversation(), std::vector{p}, welcome_flow());
  REQUIRE(again);
  CHECK(again->state.mode == control_mode::human);
  CHECK(again->state.ctl_seq == 1);
  CHECK(again->decisions.at(0).sends.empty());
}
