#include "flows/given.hpp"

#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::test;

namespace {

/// Nothing of the runaway flow goes out, its run has failed, and a person has the conversation.
void is_stopped(const decision& d, const std::string& code) {
  CHECK(bot_texts(d).empty());
  CHECK_FALSE(d.next.run);
  CHECK(d.next.mode == control_mode::human);
  REQUIRE_FALSE(d.runs.empty());
  CHECK(d.runs.back().status == run_status::failed);
  CHECK(d.runs.back().reason == code);
  const auto& note = std::get<system_content>(d.messages.back().body);
  CHECK(note.kind == "flow_stopped");
}

} // namespace

TEST_CASE("two flows that jump to each other are stopped", "[flows][budget]") {
  auto ping = flow_of({{"start", step("jump", {{"flow", "pong"}})}});
  ping.name = "ping";
  auto pong = flow_of({{"start", step("jump", {{"flow", "ping"}})}});
  pong.id = flow_id{8};
  pong.name = "pong";
  const auto a = ready(ping);
  const auto b = ready(pong);
  const auto d = decided(new_conversation(), {inbound("hola")}, catalog{{a, b}, {a->version(), b->version()}});
  is_stopped(d, "flow.loop");
  CHECK(d.messages.front().dir == direction::inbound); // what the customer said is in the history
}

TEST_CASE("sub-flows that enter each other are stopped before they nest too deep", "[flows][budget]") {
  auto f = flow_of({{"start", step("sub_flow", {{"flow", "test"}})}});
  const auto d = decided(new_conversation(), {inbound("hola")}, catalog{{ready(f)}, {{flow_id{7}, 1}}});
  is_stopped(d, "flow.too_deep");
  CHECK(d.trace.size() >= limits::callers_max); // the way there is on record
}

TEST_CASE("a flow that floods is stopped and sends none of it", "[flows][budget]") {
  std::map<std::string, node> nodes;
  for (std::size_t i = 0; i <= limits::sends_per_turn_max; ++i)
    nodes.emplace("n" + std::to_string(i), step("send_text", {{"text", "x"}}, {{"next", "n" + std::to_string(i + 1)}}));
  nodes.emplace("n" + std::to_string(limits::sends_per_turn_max + 1), step("end"));
  is_stopped(decided(new_conversation(), {inbound("hola")}, with_flow(nodes, "n0")), "flow.too_many_sends");
}

TEST_CASE("a flow that keeps itself busy while nobody speaks is stopped within the hour", "[flows][budget]") {
  const auto flows = with_flow({{"start", step("send_text", {{"text", "tic"}}, {{"next", "w"}})},
                                {"w", step("wait", {{"seconds", "30"}}, {{"next", "start"}, {"reply", "r"}})},
                                {"r", step("wait", {{"seconds", "30"}}, {{"next", "start"}})}});
  auto state = decided(new_conversation(), {inbound("hola")}, flows).next;
  auto now = noon;
  const auto tick = [&] {
    now += seconds{30};
    return decided(state, {timer(state.run->wait.timer_key)}, flows, now);
  };
  for (int i = 0; i < limits::idle_turns_per_hour_max; ++i)
    state = tick().next;
  SECTION("it stops") { is_stopped(tick(), "flow.too_many_idle_turns"); }
  SECTION("a word from the customer gives it new time") {
    state = decided(state, {inbound("sigo aquí")}, flows, now).next;
    CHECK(tick().next.run);
  }
  SECTION("an hour later it may go on") {
    now += hours{1};
    CHECK(tick().next.run);
  }
}

TEST_CASE("a run that was there before and runs away is the one that has failed", "[flows][budget]") {
  std::map<std::string, node> nodes{{"start", step("wait_for_reply", {}, {{"reply", "n0"}})}};
  for (std::size_t i = 0; i <= limits::sends_per_turn_max; ++i)
    nodes.emplace("n" + std::to_string(i), step("send_text", {{"text", "x"}}, {{"next", "n" + std::to_string(i + 1)}}));
  nodes.emplace("n" + std::to_string(limits::sends_per_turn_max + 1), step("end"));
  const auto flows = with_flow(nodes);
  const auto waiting = decided(new_conversation(), {inbound("hola")}, flows).next;
  const auto d = decided(waiting, {inbound("sí")}, flows);
  is_stopped(d, "flow.too_many_sends");
  CHECK(d.runs.size() == 1);
  CHECK(d.next.runs == 1);
}

TEST_CASE("the clock may go back: nothing fires twice, nothing breaks", "[flows][budget]") {
  const auto flows = with_flow(
      {{"start", step("wait", {{"seconds", "60"}}, {{"next", "b"}})}, {"b", step("send_text", {{"text", "ya"}})}});
  const auto waiting = decided(new_conversation(), {inbound("hola")}, flows).next;
  const auto key = waiting.run->wait.timer_key;
  const auto d = decided(waiting, {timer(key)}, flows, noon - hours{5});
  CHECK(bot_texts(d) == std::vector<std::string>{"ya"});
  CHECK(traced(decided(d.next, {timer(key)}, flows, noon - hours{6}), "stale", key));
}
