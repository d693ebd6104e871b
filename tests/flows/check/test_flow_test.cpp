#include "flows/check/flow_test.hpp"
#include "flows/given.hpp"

#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::check;
using namespace charla::flows::test;

namespace {

using lines = std::vector<std::string>;

content text(std::string body) { return text_content{std::move(body)}; }
expected_bubbles say(lines all) { return {std::move(all)}; }

expected_state ended() {
  expected_state out;
  out.ended = true;
  return out;
}

flow_test testing(std::vector<test_step> steps) {
  flow_test t;
  t.name = "t";
  t.steps = std::move(steps);
  return t;
}

lines failures(const test_result& r) {
  lines out;
  for (const auto& f : r.failures)
    out.push_back(std::to_string(f.step) + ": " + f.what);
  return out;
}

/// A price from a shop: `/price` of its JSON answer. Only this form of a body is known here.
result<std::map<std::string, std::string>> pick_price(std::string_view body,
                                                      const std::map<std::string, std::string>&) {
  if (body != R"({"price":90})") return fail("json.missing", "not there");
  return std::map<std::string, std::string>{{"price", "90"}};
}

test_world shop() {
  return {
      with_flow({{"start", step("http", {{"url", "https://shop.example"}, {"pick", value::object{{"price", "/price"}}}},
                                {{"ok", "told"}, {"failed", "broken"}, {"timeout", "late"}})},
                 {"told", step("send_text", {{"text", "Cuesta {{price}}"}})},
                 {"broken", step("send_text", {{"text", "No se pudo"}})},
                 {"late", step("send_text", {{"text", "Tarda"}})}}),
      {},
      pick_price};
}

mock price(std::optional<call_finished::outcome> how, std::string body) {
  return {"http", "start", how, 200, std::move(body), {}};
}

} // namespace

TEST_CASE("a test whose bubbles all come passes", "[flows][flow_test]") {
  const auto t = testing({text("precio"), say({"text: Nuestra lista de precios: ..."}), ended()});
  const auto r = run(t, {welcome_flow(), {}, {}});
  CHECK(failures(r).empty());
  CHECK(r.updated == t);
}

TEST_CASE("every bubble must be expected, and every expected one must come", "[flows][flow_test]") {
  const test_world world{welcome_flow(), {}, {}};
  const auto r = run(testing({text("precio"), say({"text: Hola"})}), world);
  REQUIRE(failures(r) == lines{"1: other bubbles came than expected"});
  CHECK(r.failures[0].diff == lines{"- text: Hola", "+ text: Nuestra lista de precios: ..."});
  CHECK(failures(run(testing({text("precio")}), world)) == lines{"1: bubbles came that nothing expects"});
  CHECK(failures(run(testing({say({"text: Hola"})}), world)).size() == 1);
}

TEST_CASE("updating writes what came, and then the test passes", "[flows][flow_test]") {
  const test_world world{welcome_flow(), {}, {}};
  expected_state state;
  state.variables = {{"intent", "soporte"}};
  const auto t = testing({text("precio"), say({"text: Hola"}), state, text("soporte")});
  const auto updated = run(t, world).updated;
  CHECK(updated.steps.size() == 5);
  CHECK(failures(run(updated, world)).empty());
}

TEST_CASE("what a step asks for is answered by its mock", "[flows][flow_test]") {
  using how = call_finished::outcome;
  CHECK(failures(run(testing({price(how::ok, R"({"price":90})"), text("hola"), say({"text: Cuesta 90"})}), shop()))
            .empty());
  CHECK(failures(run(testing({price(how::failed, ""), text("hola"), say({"text: No se pudo"})}), shop())).empty());
  CHECK(failures(run(testing({price(how::ok, "{}"), text("hola"), say({"text: No se pudo"})}), shop())).empty());
  CHECK(failures(run(testing({price(std::nullopt, ""), text("hola"), say({}), std::chrono::minutes{2},
                              say({"text: Tarda"})}),
                     shop()))
            .empty());
}

TEST_CASE("an unmocked call and an unused mock fail by name", "[flows][flow_test]") {
  const auto unmocked = failures(run(testing({text("hola"), say({})}), shop()));
  REQUIRE(unmocked.size() == 1);
  CHECK(unmocked[0].find("0: the step `start` asks (http https://shop.example)") == 0);
  const auto unused = failures(run(testing({price(call_finished::outcome::ok, "")}), shop()));
  CHECK(unused == lines{"0: the answer for the step `start` was never asked for"});
}

TEST_CASE("a state is compared by what is named of it", "[flows][flow_test]") {
  const test_world world{
      with_flow({{"start", step("tag", {{"add", "vip"}}, {{"next", "keep"}})},
                 {"keep", step("set_attribute", {{"key", "city"}, {"value", "Rosario"}}, {{"next", "ask"}})},
                 {"ask", step("ask", {{"text", "¿Nombre?"}}, {{"next", "out"}})},
                 {"out", step("handoff")}}),
      {},
      {}};
  expected_state asking;
  asking.node = "ask";
  asking.ended = false;
  asking.tags = lines{"vip"};
  asking.attributes = {{"city", "Rosario"}};
  asking.control = "bot";
  asking.status = "open";
  expected_state handed;
  handed.variables = {{"ask", "Ana"}};
  handed.control = "human";
  handed.ended = true;
  const auto t = testing({text("hola"), say({"text: ¿Nombre?"}), asking, text("Ana"), handed});
  CHECK(failures(run(t, world)).empty());
  auto wrong = t;
  std::get<expected_state>(wrong.steps[2]).attributes["city"] = "Salta";
  const auto r = run(wrong, world);
  REQUIRE(r.failures.size() == 1);
  CHECK(r.failures[0].step == 2);
  CHECK(std::find(r.failures[0].diff.begin(), r.failures[0].diff.end(), "- attribute city = Salta")
        != r.failures[0].diff.end());
}

TEST_CASE("coverage counts steps and connected exits", "[flows][flow_test]") {
  const auto flows = welcome_flow();
  const auto& f = flows.live().front()->source();
  const auto none = coverage_of(f, {});
  CHECK(none.covered == 0);
  CHECK(none.total == 5 + 4);
  const auto r = run(testing({text("precio"), say({"text: Nuestra lista de precios: ..."})}), {flows, {}, {}});
  const auto some = coverage_of(f, r.visits);
  CHECK(some.covered == 3);
  CHECK(some.missing
        == lines{"ayuda", "catalogo", "intencion.exits.catalogo", "intencion.exits.default", "intencion.exits.soporte",
                 "soporte"});
}

TEST_CASE("a difference keeps the lines that both have", "[flows][flow_test]") {
  CHECK(line_diff({"a", "b", "c"}, {"a", "x", "c"}) == lines{"  a", "- b", "+ x", "  c"});
  CHECK(line_diff({}, {}).empty());
}
