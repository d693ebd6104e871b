#include "flows/check/line_of.hpp"
#include "flows/check/rehearsal.hpp"
#include "flows/given.hpp"

#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::check;
using namespace charla::flows::test;

namespace {

using lines = std::vector<std::string>;

lines said(const played& p) {
  if (!p) return {p.error().code};
  lines out;
  for (const auto& b : p->bubbles)
    out.push_back(line_of(b.body));
  return out;
}

rehearsal playing(std::map<std::string, node> nodes, round_trip survives = {}) {
  stage on;
  on.flows = with_flow(std::move(nodes));
  on.now = noon;
  on.survives = std::move(survives);
  return rehearsal{std::move(on)};
}

std::map<std::string, node> reminding() {
  return {{"start", step("send_text", {{"text", "Un momento"}}, {{"next", "short"}})},
          {"short", step("wait", {{"seconds", "5"}}, {{"next", "first"}})},
          {"first", step("send_text", {{"text", "Cinco segundos"}}, {{"next", "long"}})},
          {"long", step("wait", {{"for", "2h"}}, {{"next", "second"}})},
          {"second", step("send_text", {{"text", "Dos horas"}})}};
}

std::map<std::string, node> calling() {
  return {{"start", step("http", {{"url", "https://shop.example/price"}, {"pick", value::object{{"price", "/price"}}}},
                         {{"ok", "told"}, {"failed", "broken"}, {"timeout", "late"}})},
          {"told", step("send_text", {{"text", "Cuesta {{price}}"}})},
          {"broken", step("send_text", {{"text", "No se pudo"}})},
          {"late", step("send_text", {{"text", "Tarda demasiado"}})}};
}

} // namespace

TEST_CASE("a rehearsed customer is answered as a real one", "[flows][check]") {
  auto play = playing({{"start", step("send_text", {{"text", "Hola {{contact.name}}"}})}});
  const auto scene = play.hear("hola");
  CHECK(said(scene) == lines{"text: Hola Ana"});
  CHECK(scene->visits.size() == 2);
  CHECK(scene->runs.at(0).status == run_status::completed);
  CHECK(play.state().version == 1);
}

TEST_CASE("what a bubble offers can be tapped by its id, and nothing else", "[flows][check]") {
  auto play = playing({{"start", step("ask",
                                      {{"text", "¿Qué?"},
                                       {"kind", "choice"},
                                       {"options", value::list{value::object{{"id", "a"}, {"title", "Uno"}},
                                                               value::object{{"id", "b"}, {"title", "Dos"}}}}},
                                      {{"b", "two"}})},
                       {"two", step("send_text", {{"text", "Elegiste {{start}}"}})}});
  CHECK(said(play.hear("hola")) == lines{"buttons: ¿Qué? [a: Uno] [b: Dos]"});
  CHECK(said(play.tap("c")) == lines{"rehearsal.nothing_to_tap"});
  CHECK(play.state().version == 1);
  CHECK(said(play.tap("b")) == lines{"text: Elegiste b"});
}

TEST_CASE("timers fire in order, each at its own moment", "[flows][check]") {
  auto play = playing(reminding());
  CHECK(said(play.hear("hola")) == lines{"text: Un momento"});
  CHECK(said(play.wait(seconds{4})).empty());
  const auto scene = play.wait(hours{3});
  CHECK(said(scene) == lines{"text: Cinco segundos", "text: Dos horas"});
  CHECK(scene->bubbles.at(0).at == noon + seconds{5});
  CHECK(scene->bubbles.at(1).at == noon + seconds{5} + hours{2});
  CHECK(play.now() == noon + hours{3} + seconds{4});
  CHECK(play.timers().empty());
}

TEST_CASE("a call waits for its answer, and runs out of time without one", "[flows][check]") {
  auto play = playing(calling());
  REQUIRE(play.hear("hola"));
  REQUIRE(play.pending_call() != nullptr);
  CHECK(play.pending_call()->request.target == "https://shop.example/price");
  SECTION("answered") {
    const auto token = play.pending_call()->token;
    CHECK(said(play.answer(token, call_finished::outcome::ok, 200, "{}", {{"price", "90"}}))
          == lines{"text: Cuesta 90"});
    CHECK(play.pending_call() == nullptr);
    CHECK(said(play.answer(token, call_finished::outcome::ok, 200, "{}")) == lines{"rehearsal.no_call"});
  }
  SECTION("a foreign answer changes nothing") {
    CHECK(said(play.answer({99, "start", 0}, call_finished::outcome::ok, 200, "")).empty());
    CHECK(play.pending_call() != nullptr);
  }
  SECTION("never answered") {
    CHECK(said(play.wait(minutes{5})) == lines{"text: Tarda demasiado"});
    CHECK(play.pending_call() == nullptr);
  }
}

TEST_CASE("a state that does not survive its codec fails the act and leaves the rehearsal as it was",
          "[flows][check]") {
  std::map<std::string, node> nodes{{"start", step("wait_for_reply", {{"variable", "x"}}, {{"reply", "start"}})}};
  auto forgetful = [](const conversation& c) -> result<conversation> {
    auto out = c;
    if (out.run) out.run->variables.erase("x");
    return out;
  };
  auto play = playing(nodes, forgetful);
  CHECK(said(play.hear("hola")).empty());
  CHECK(said(play.hear("otra")) == lines{"rehearsal.state_lost"});
  CHECK(play.state().version == 1);
  auto broken = playing(nodes, [](const conversation&) -> result<conversation> { return fail("json.syntax", "no"); });
  CHECK(said(broken.hear("hola")) == lines{"json.syntax"});
}

TEST_CASE("a person who takes over silences the rehearsed bot until the time is over", "[flows][check]") {
  auto play = playing({{"start", step("send_text", {{"text", "Hola"}})}});
  REQUIRE(play.hear("hola"));
  REQUIRE(play.tell(control_changed{control_mode::human, noon + hours{1}, "Luis", {}}));
  CHECK(said(play.hear("hola")).empty());
  const auto back = play.wait(hours{1});
  REQUIRE(back);
  REQUIRE(back->control);
  CHECK(back->control->mode == control_mode::bot);
  CHECK(said(play.hear("hola")) == lines{"text: Hola"});
}

TEST_CASE("the same acts lead to the same scenes", "[flows][check]") {
  auto one = playing(reminding());
  auto other = playing(reminding());
  CHECK(one.hear("hola") == other.hear("hola"));
  CHECK(one.wait(hours{3}) == other.wait(hours{3}));
  CHECK(one.state() == other.state());
}
