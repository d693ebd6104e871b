#include "flows/check/given_lint.hpp"
#include "flows/check/line_of.hpp"
#include "flows/check/mermaid.hpp"
#include "flows/check/rehearsal.hpp"
#include "flows/definition/import.hpp"
#include "flows/steps/step.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::check;
using namespace charla::flows::test;

namespace {

std::size_t count(const std::vector<finding>& all, std::string_view code) {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.code == code; }));
}

std::string problem(const value& written) {
  const auto made = import_path(written);
  return made ? "none" : made.error().code + '@' + made.error().where;
}

value path_of_one(value::object step) { return value::object{{"steps", value::list{std::move(step)}}}; }

rehearsal playing(std::map<std::string, node> nodes) {
  stage on;
  on.flows = with_flow(std::move(nodes));
  on.now = noon;
  return rehearsal{std::move(on)};
}

} // namespace

TEST_CASE("a flow of 5,000 steps is refused, and still looked over", "[flows][lint][bad_input]") {
  nodes all;
  for (int i = 0; i < 5000; ++i) {
    auto next = "n" + std::to_string(i + 1);
    all.emplace(i == 0 ? "start" : "n" + std::to_string(i),
                step("wait", {{"for", "1h"}}, {{"next", next}, {"reply", i % 2 == 0 ? next : "start"}}));
  }
  all.emplace("n5000", say("llegamos"));
  const auto found = lint(flow_of(std::move(all)));
  CHECK(count(found, "flow.too_many_nodes") == 1);
  CHECK(count(found, "lint.free_text_outside_window") == 1);
  CHECK(count(found, "lint.unreachable") == 0);
}

TEST_CASE("a text of a megabyte is refused where it is written", "[flows][lint][bad_input]") {
  const auto found = lint(flow_of({{"start", say(std::string(1 << 20, 'x'))}}));
  CHECK(count(found, "flow.bad_template") == 1);
  CHECK(mermaid_of(flow_of({{"start", say(std::string(1 << 20, 'x'))}})).size() < 1000);
}

TEST_CASE("a condition deeper than anybody writes is refused with its path", "[flows][lint][bad_input]") {
  value when = value::object{{"test", "window_open"}};
  for (int i = 0; i < 500; ++i)
    when = value::object{{"all", value::list{std::move(when)}}};
  const auto found =
      lint(flow_of({{"start", step("switch", {{"cases", value::list{value::object{{"exit", "a"}, {"when", when}}}}},
                                   {{"a", "end"}, {"default", "end"}})},
                    {"end", step("end")}}));
  REQUIRE(count(found, "flow.bad_condition") == 1);
  CHECK(found.front().where.starts_with("nodes.start.fields.cases[0].when.all[0].all[0]"));
}

TEST_CASE("edges into nothing, unknown steps and unknown fields are named with their places",
          "[flows][lint][bad_input]") {
  CHECK(found("flow.missing_node", {{"start", say("x", {{"next", "nowhere"}})}}) == places{"nodes.start.exits.next!"});
  CHECK(found("flow.missing_node", {{"start", step("jump", {{"to", "nowhere"}})}}) == places{"nodes.start.fields.to!"});
  CHECK(found("flow.unknown_step", {{"start", step("")}}) == places{"nodes.start.type!"});
  CHECK(found("flow.unknown_field", {{"start", step("end", {{"x", 1}})}}) == places{"nodes.start.fields.x!"});
  CHECK(found("flow.duplicate_id", {{"start", buttons({title("a", "A"), title("a", "B")})}})
        == places{"nodes.start.fields.buttons[1].id!"});
  auto wrong_key = flow_of({{"start", say("x")}});
  wrong_key.nodes.at("start").id = "other";
  CHECK(found("flow.bad_id", wrong_key) == places{"nodes.start!"});
}

TEST_CASE("fields of another form than their rule break nothing", "[flows][lint][bad_input]") {
  const value deep = value::list{value::object{{"x", value::list{1, true}}}};
  for (const auto& type : steps::all_steps()) {
    node n = step(std::string{type.name});
    for (const auto& rule : type.fields)
      n.fields.emplace(rule.name, deep);
    const auto found = lint(flow_of({{"start", n}}));
    INFO(type.name);
    CHECK((type.fields.empty() || count(found, "flow.bad_field") + count(found, "flow.missing_field") > 0));
    for (auto& entry : n.fields)
      entry.second = value{};
    CHECK_NOTHROW(lint(flow_of({{"start", n}})));
  }
}

TEST_CASE("a hostile pattern is refused or matched in linear time", "[flows][lint][bad_input]") {
  CHECK(found("flow.bad_pattern",
              {{"start", step("wait_for_reply", {{"pattern", "(a{1000}){1000}"}}, {{"reply", "start"}})}})
            .size()
        == 1);
  auto play =
      playing({{"start", step("wait_for_reply", {{"pattern", "^(a+)+$"}}, {{"reply", "end"}})}, {"end", step("end")}});
  REQUIRE(play.hear("hola"));
  REQUIRE(play.hear(std::string(30'000, 'a') + "b"));
  CHECK(play.state().run);
  REQUIRE(play.hear(std::string(1000, 'a')));
  CHECK_FALSE(play.state().run);
}

TEST_CASE("what a customer writes is never read as a template", "[flows][check][bad_input]") {
  auto play = playing({{"start", step("set_variable", {{"name", "a"}, {"value", "{{input}}"}}, {{"next", "b"}})},
                       {"b", step("set_variable", {{"name", "a"}, {"value", "{{a}}{{a}}"}}, {{"next", "c"}})},
                       {"c", say("{{a}}")}});
  const auto scene = play.hear("{{a}}{{contact.phone}}");
  REQUIRE(scene);
  REQUIRE(scene->bubbles.size() == 1);
  CHECK(line_of(scene->bubbles[0].body) == "text: {{a}}{{contact.phone}}{{a}}{{contact.phone}}");
}

TEST_CASE("a flow that keeps itself busy ends a wait of a year", "[flows][check][bad_input]") {
  auto play = playing({{"start", step("wait", {{"seconds", "0.001"}}, {{"next", "start"}})}});
  REQUIRE(play.hear("hola"));
  const auto scene = play.wait(hours{24 * 365});
  REQUIRE(scene);
  CHECK(scene->runs.back().status == run_status::failed);
  CHECK(scene->turns < 200);
}

TEST_CASE("a flow drawn has its steps, its exits and no markup of its author", "[flows][check]") {
  const auto text = mermaid_of(flow_of({{"start", say("<script>\"x\"</script>", {{"next", "go"}})},
                                        {"go", step("jump", {{"flow", "Menú"}}, {{"missing", "again"}})},
                                        {"again", step("jump", {{"to", "start"}})}}));
  CHECK(text
        == "flowchart TD\n"
           "  n0[\"again<br/>jump\"]\n"
           "  n1[\"go<br/>jump\"]\n"
           "  n2[\"start<br/>send_text: #lt;script#gt;#quot;x#quot;#lt;/script#gt;\"]\n"
           "  begin((\" \")) --> n2\n"
           "  n0 -.-> n2\n"
           "  n1 -->|\"missing\"| n0\n"
           "  f0[[\"Menú\"]]\n"
           "  n1 -.-> f0\n"
           "  n2 -->|\"next\"| n1\n");
}

TEST_CASE("each mistake in an old path is named with its place", "[flows][import][bad_input]") {
  CHECK(problem("x") == "import.no_steps@");
  CHECK(problem(value::object{}) == "import.no_steps@steps");
  CHECK(problem(value::object{{"steps", value::list{}}}) == "import.no_steps@steps");
  CHECK(problem(value::object{{"step", value::list{}}}) == "import.unknown_member@step");
  CHECK(problem(path_of_one({{"type", "dance"}})) == "import.unknown_step@steps[0].type");
  CHECK(problem(path_of_one({{"type", "send_text"}})) == "import.missing_member@steps[0].text");
  CHECK(problem(path_of_one({{"type", "send_text"}, {"text", "x"}, {"txet", "x"}}))
        == "import.unknown_member@steps[0].txet");
  CHECK(problem(path_of_one({{"type", "intent"}, {"map", value::object{{"a", "b"}}}}))
        == "import.missing_path@steps[0].map.a");
  CHECK(problem(path_of_one({{"type", "wait_for_reply"}, {"timeout_path", "b"}}))
        == "import.missing_path@steps[0].timeout_path");
  CHECK(problem(value::object{{"steps", value::list{"x"}}}) == "import.bad_step@steps[0]");
  const value::object twice{{"type", "send_text"}, {"text", "x"}, {"id", "same"}};
  CHECK(problem(value::object{{"steps", value::list{twice, twice}}}) == "import.duplicate_id@steps[1].id");
  CHECK(problem(value::object{
            {"paths", value::object{{"main", value::list{value::object{{"action", "wait"}, {"ms", 5}}}}}}})
        == "none");
}
