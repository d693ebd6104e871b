#include "flows/definition/diff.hpp"

#include <catch2/catch.hpp>

using namespace charla::flows;

namespace {

flow two_steps() {
  flow f;
  f.name = "Saludo";
  f.start = "a";
  f.nodes["a"] = {"a", "send_text", {{"text", "hola"}}, {{"next", "b"}}, std::nullopt, ""};
  f.nodes["b"] = {"b", "end", {}, {}, std::nullopt, ""};
  f.triggers = {{"keyword", 1, false, {{"words", "hola"}}}, {"any_message", 0, false, {}}};
  return f;
}

} // namespace

TEST_CASE("a flow that was only moved about in the editor has not changed") {
  auto after = two_steps();
  after.nodes["a"].at = position{10, 20};
  std::swap(after.triggers[0], after.triggers[1]);
  CHECK(diff(two_steps(), after).empty());
}

TEST_CASE("each changed field of a step is named with what it was and what it is") {
  auto after = two_steps();
  after.nodes["a"].fields["text"] = "buenas";
  after.nodes["a"].exits.clear();
  const auto d = diff(two_steps(), after);
  REQUIRE(d.steps.size() == 1);
  CHECK(d.steps[0]
        == step_change{
            change_kind::changed, "a", "send_text", {{"exits.next", "b", {}}, {"fields.text", "hola", "buenas"}}});
}

TEST_CASE("a step that is new and one that is gone are shown whole") {
  auto after = two_steps();
  after.nodes.erase("b");
  after.nodes["c"] = {"c", "end", {}, {}, std::nullopt, "fin"};
  const auto d = diff(two_steps(), after);
  REQUIRE(d.steps.size() == 2);
  CHECK(d.steps[0] == step_change{change_kind::removed, "b", "end", {{"type", "end", {}}}});
  CHECK(d.steps[1] == step_change{change_kind::added, "c", "end", {{"comment", {}, "fin"}, {"type", {}, "end"}}});
}

TEST_CASE("of the triggers only those that differ are shown") {
  auto after = two_steps();
  after.triggers[0].priority = 5;
  after.triggers.push_back({"first_contact", 0, false, {}});
  const auto d = diff(two_steps(), after);
  REQUIRE(d.triggers.size() == 2);
  CHECK(d.triggers[0] == trigger_change{change_kind::changed, "keyword", {{"priority", 1, 5}}});
  CHECK(d.triggers[1].what == change_kind::added);
  after.triggers.clear();
  CHECK(diff(two_steps(), after).triggers.at(1).what == change_kind::removed);
}

TEST_CASE("what stands beside the steps is compared too") {
  auto after = two_steps();
  after.start = "b";
  after.languages = {"es", "pt"};
  after.expires_s = 60;
  CHECK(diff(two_steps(), after).flow
        == std::vector<field_change>{
            {"expires", {}, 60}, {"languages", {}, value::list{"es", "pt"}}, {"start", "a", "b"}});
}
