#include "flows/check/given_lint.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::check;
using namespace charla::flows::test;

TEST_CASE("a step that no way leads to is found", "[flows][lint]") {
  CHECK(found("lint.unreachable", {{"start", say("a")}, {"b", say("b", {{"next", "c"}})}, {"c", say("c")}})
        == places{"nodes.b", "nodes.c"});
  CHECK(found("lint.unreachable", {{"start", step("jump", {{"to", "b"}})}, {"b", say("b")}}).empty());
  const auto other = named("other", {{"start", step("jump", {{"flow", "test"}, {"to", "b"}}, {{"missing", "start"}})}});
  CHECK(found("lint.unreachable", flow_of({{"start", say("a")}, {"b", say("b")}}), {{&other}}).empty());
}

TEST_CASE("a question whose answer leads nowhere is found", "[flows][lint]") {
  CHECK(found("lint.dead_end", {{"start", asking({}, {})}}) == places{"nodes.start"});
  CHECK(found("lint.dead_end", {{"start", asking({}, {{"next", "end"}})}, {"end", step("end")}}).empty());
  CHECK(found("lint.dead_end", {{"start", say("that is all")}}).empty());
}

TEST_CASE("an exit that leads nowhere is found where that is hardly meant", "[flows][lint]") {
  CHECK(found("lint.exit_without_edge",
              {{"start", step("intent", {{"map", value::object{{"a", "x"}, {"b", "y"}}}}, {{"a", "end"}})},
               {"end", step("end")}})
        == places{"nodes.start.exits.b", "nodes.start.exits.default"});
  CHECK(found("lint.exit_without_edge", {{"start", step("sub_flow", {{"flow", "x"}})}})
        == places{"nodes.start.exits.missing"});
  CHECK(found("lint.exit_without_edge", {{"start", step("http", {{"url", "https://x.example"}})}})
        == places{"nodes.start.exits.failed?", "nodes.start.exits.ok?", "nodes.start.exits.timeout?"});
  CHECK(found("lint.exit_without_edge", {{"start", fetching("https://x.example")}, {"end", step("end")}}).empty());
  CHECK(found("lint.exit_without_edge", {{"start", say("a")}, {"b", step("jump", {{"to", "start"}})}}).empty());
  const value choices = value::list{title("a", "A"), title("b", "B")};
  CHECK(found("lint.exit_without_edge",
              {{"start", asking({{"kind", "choice"}, {"options", choices}}, {{"a", "end"}})}, {"end", step("end")}})
        == places{"nodes.start.exits.b"});
  CHECK(found("lint.exit_without_edge",
              {{"start", asking({{"kind", "choice"}, {"options", choices}}, {{"next", "end"}})}, {"end", step("end")}})
            .empty());
}

TEST_CASE("flows that lead into each other without waiting are found", "[flows][lint]") {
  const std::map<std::string, std::string> missing{{"missing", "end"}};
  const auto menu = named("menu", {{"start", step("jump", {{"flow", "shop"}}, missing)}, {"end", step("end")}});
  const auto shop = named("shop", {{"start", say("x", {{"next", "back"}})},
                                   {"back", step("jump", {{"flow", "menu"}}, missing)},
                                   {"end", step("end")}});
  CHECK(found("lint.loop_between_flows", menu, {{&shop}}) == places{"nodes.start.fields.flow!"});
  const auto polite = named("shop", {{"start", asking({}, {{"next", "back"}})},
                                     {"back", step("jump", {{"flow", "menu"}}, missing)},
                                     {"end", step("end")}});
  CHECK(found("lint.loop_between_flows", menu, {{&polite}}).empty());
}

TEST_CASE("a flow that enters itself is found, however far around", "[flows][lint]") {
  const auto calls = [](std::string name, std::string other) {
    return named(std::move(name), {{"start", asking({}, {{"next", "go"}})},
                                   {"go", step("sub_flow", {{"flow", std::move(other)}}, {{"missing", "end"}})},
                                   {"end", step("end")}});
  };
  const auto a = calls("a", "b");
  const auto b = calls("b", "c");
  const auto c = calls("c", "a");
  CHECK(found("lint.sub_flow_cycle", a, {{&b, &c}}) == places{"nodes.go.fields.flow!"});
  const auto all = lint(a, {{&b, &c}});
  CHECK(std::any_of(all.begin(), all.end(),
                    [](const auto& one) { return one.what.find("a > b > c > a") != std::string::npos; }));
  CHECK(found("lint.sub_flow_cycle", a, {{&b}}).empty());
  CHECK(found("lint.sub_flow_cycle", calls("a", "a")) == places{"nodes.go.fields.flow!"});
}

TEST_CASE("a flow that is not there is found", "[flows][lint]") {
  const auto shop = named("Tienda", {{"start", say("x")}});
  const nodes going{{"start", step("jump", {{"flow", "tienda"}}, {{"missing", "end"}})}, {"end", step("end")}};
  CHECK(found("lint.unknown_flow", going) == places{"nodes.start.fields.flow"});
  CHECK(found("lint.unknown_flow", flow_of(going), {{&shop}}).empty());
}

TEST_CASE("free text after 24 hours of silence is found", "[flows][lint]") {
  const auto after = [](node first) {
    return found("lint.free_text_outside_window",
                 {{"start", std::move(first)},
                  {"more", step("wait", {{"for", "12h"}}, {{"next", "say"}, {"reply", "say"}})},
                  {"say", say("¿Sigues ahí?")},
                  {"end", step("end")}});
  };
  CHECK(after(step("wait", {{"for", "1d"}}, {{"next", "say"}})) == places{"nodes.say"});
  CHECK(after(step("wait", {{"for", "12h"}}, {{"next", "more"}})) == places{"nodes.say"});
  CHECK(after(step("wait", {{"for", "11h"}}, {{"next", "more"}})).empty());
  CHECK(after(step("wait", {{"for", "3d"}}, {{"next", "end"}, {"reply", "say"}})).empty());
  CHECK(after(step("wait_until", {{"hours", "mon-fri 09:00-18:00"}}, {{"next", "say"}})) == places{"nodes.say"});
  CHECK(after(asking({{"timeout", "2d"}}, {{"timeout", "say"}})) == places{"nodes.say"});
  CHECK(after(asking({{"timeout", "2d"}}, {{"timeout", "end"}, {"next", "say"}})).empty());
  CHECK(after(step("wait_for_reply", {{"seconds", "1d"}}, {{"reply", "say"}})) == places{"nodes.say"});
  CHECK(after(step("schedule_message", {{"text", "x"}, {"after", "1d"}})) == places{"nodes.start"});
  CHECK(after(step("schedule_message", {{"text", "x"}, {"after", "2h"}})).empty());
}

TEST_CASE("reminders in a circle add up, and who asks about the window is believed", "[flows][lint]") {
  CHECK(found("lint.free_text_outside_window",
              {{"start", step("wait_for_reply", {{"seconds", "2h"}}, {{"reply", "end"}, {"timeout", "remind"}})},
               {"remind", say("¿Sigues ahí?", {{"next", "start"}})},
               {"end", step("end")}})
        == places{"nodes.remind"});
  const value open = value::list{value::object{{"exit", "open"}, {"when", value::object{{"test", "window_open"}}}}};
  CHECK(found("lint.free_text_outside_window",
              {{"start", step("wait", {{"for", "2d"}}, {{"next", "ask"}})},
               {"ask", step("switch", {{"cases", open}}, {{"open", "say"}, {"default", "template"}})},
               {"say", say("Hola")},
               {"template", step("send_template", {{"name", "x"}, {"language", "es"}})}})
            .empty());
  auto silent = flow_of({{"start", say("Hola")}});
  silent.triggers = {{"schedule", 0, false, {{"after", "3d"}}}};
  CHECK(found("lint.free_text_outside_window", silent) == places{"nodes.start"});
}

TEST_CASE("a question that waits for ever is found", "[flows][lint]") {
  auto f = flow_of({{"start", asking({}, {{"next", "b"}})}, {"b", step("wait_for_reply", {}, {{"reply", "start"}})}});
  CHECK(found("lint.missing_timeout", f) == places{"nodes.b?", "nodes.start?"});
  f.expires_s = 3600;
  CHECK(found("lint.missing_timeout", f).empty());
}
