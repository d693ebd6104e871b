#include "flows/check/lint.hpp"
#include "flows/given.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::check;
using namespace charla::flows::test;

namespace {

using nodes = std::map<std::string, node>;
using places = std::vector<std::string>;

/// Where this code was found; `!` behind an error, `?` behind a hint.
places found(std::string_view code, const flow& f, const lint_context& beside = {}) {
  places out;
  for (const auto& one : lint(f, beside)) {
    if (one.code != code) continue;
    const auto* const mark = one.how_bad == severity::error ? "!" : one.how_bad == severity::hint ? "?" : "";
    out.push_back(one.where + mark);
  }
  return out;
}

places found(std::string_view code, nodes all) { return found(code, flow_of(std::move(all))); }

node say(std::string text, std::map<std::string, std::string> exits = {}) {
  return step("send_text", {{"text", std::move(text)}}, std::move(exits));
}

flow named(std::string name, nodes all) {
  auto f = flow_of(std::move(all));
  f.name = std::move(name);
  f.id = {};
  return f;
}

value title(std::string id, value text) { return value::object{{"id", std::move(id)}, {"title", std::move(text)}}; }

node buttons(value::list list) { return step("send_buttons", {{"text", "Elija"}, {"buttons", std::move(list)}}); }

node asking(value::object more, std::map<std::string, std::string> exits) {
  more.emplace("text", "¿Qué?");
  return step("ask", std::move(more), std::move(exits));
}

node fetching(std::string url) {
  return step("http", {{"url", std::move(url)}}, {{"ok", "end"}, {"failed", "end"}, {"timeout", "end"}});
}

} // namespace

TEST_CASE("what does not compile is an error of the linter", "[flows][lint]") {
  CHECK(found("flow.unknown_step", {{"start", step("dance")}}) == places{"nodes.start.type!"});
  CHECK(found("flow.loop", {{"start", say("x", {{"next", "start"}})}}) == places{"nodes.start!"});
  CHECK(lint(flow_of({{"start", say("Hola")}})).empty());
}

TEST_CASE("errors come first", "[flows][lint]") {
  const auto all = lint(flow_of({{"a", say("lost")}, {"start", step("dance")}}));
  REQUIRE(all.size() >= 2);
  CHECK(all.front().how_bad == severity::error);
  CHECK(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.how_bad < b.how_bad; }));
}

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

TEST_CASE("a name that nothing sets is found", "[flows][lint]") {
  CHECK(found("lint.unknown_variable", {{"start", say("{{precio}}")}}) == places{"nodes.start.fields.text"});
  CHECK(found("lint.unknown_variable",
              {{"start", step("switch",
                              {{"cases", value::list{value::object{
                                             {"exit", "a"},
                                             {"when", value::object{{"value", "{{edad}}"}, {"test", "is_number"}}}}}}},
                              {{"a", "end"}, {"default", "end"}})},
               {"end", step("end")}})
        == places{"nodes.start.fields.cases[0].when"});
  CHECK(found("lint.unknown_variable",
              {{"start", asking({{"variable", "edad"}, {"kind", "media"}}, {{"next", "b"}})},
               {"b", step("http",
                          {{"url", "https://x.example/{{edad}}/{{edad_type}}"}, {"pick", value::object{{"p", "/p"}}}},
                          {{"ok", "c"}})},
               {"c", say("{{p}} {{http_status}} {{input}} {{contact.city}} {{now}} {{channel}}")}})
            .empty());
  CHECK(found("lint.unknown_variable",
              {{"start", step("assistant", {{"name", "x"}}, {{"done", "b"}})}, {"b", say("{{order}}")}})
        == places{"nodes.b.fields.text?"});
}

TEST_CASE("what another flow brings along is known", "[flows][lint]") {
  auto f = flow_of({{"start", say("{{total}} {{city}} {{who}}")}});
  CHECK(found("lint.unknown_variable", f).size() == 3);
  f.parameters = {"who"};
  const auto other =
      named("other", {{"start", step("set_attribute", {{"key", "city"}, {"value", "x"}}, {{"next", "go"}})},
                      {"go", step("sub_flow", {{"flow", "test"}, {"parameters", value::object{{"total", "9"}}}},
                                  {{"missing", "start"}})}});
  CHECK(found("lint.unknown_variable", f, {{&other}}).empty());
}

TEST_CASE("a parameter that nothing reads is found", "[flows][lint]") {
  auto f = flow_of({{"start", say("{{a}}")}});
  f.parameters = {"a", "b"};
  CHECK(found("lint.unused_parameter", f) == places{"parameters[1]?"});
  f.parameters = {"a"};
  CHECK(found("lint.unused_parameter", f).empty());
}

TEST_CASE("a text that lacks a language is found", "[flows][lint]") {
  auto f = flow_of({{"start", say("Hola", {{"next", "b"}})},
                    {"b", step("send_text", {{"text", value::object{{"es", "Hola"}, {"pt", "Olá"}}}})}});
  CHECK(found("lint.missing_translation", f).empty());
  f.languages = {"es", "pt-BR"};
  CHECK(found("lint.missing_translation", f) == places{"nodes.start.fields.text"});
}

TEST_CASE("buttons that read the same or read nothing are found", "[flows][lint]") {
  CHECK(found("lint.duplicate_title", {{"start", buttons({title("a", "Sí"), title("b", "Sí")})}})
        == places{"nodes.start.fields.buttons[1].title!"});
  CHECK(found("lint.duplicate_title", {{"start", buttons({title("a", "Sí"), title("b", "No")})}}).empty());
  CHECK(found("lint.empty_title", {{"start", buttons({title("a", value::object{{"es", "Sí"}, {"pt", " "}})})}})
        == places{"nodes.start.fields.buttons[0].title"});
  CHECK(found("lint.empty_title", {{"start", buttons({title("a", value::object{{"es", "Sí"}, {"pt", "Sim"}})})}})
            .empty());
}

TEST_CASE("sections of a list need titles, and more than the provider takes is refused", "[flows][lint]") {
  const auto list = [](std::size_t sections, std::size_t rows) {
    value::list all;
    for (std::size_t s = 0; s < sections; ++s) {
      value::list written;
      for (std::size_t r = 0; r < rows; ++r)
        written.push_back(title("r" + std::to_string(s) + '-' + std::to_string(r), "Fila " + std::to_string(r)));
      all.push_back(value::object{{"rows", std::move(written)}});
    }
    return nodes{{"start", step("send_list", {{"text", "x"}, {"label", "Ver"}, {"sections", std::move(all)}})}};
  };
  CHECK(found("lint.empty_title", list(2, 2)).size() == 2);
  CHECK(found("lint.empty_title", list(1, 2)).empty());
  CHECK(found("flow.too_many", list(1, 11)) == places{"nodes.start.fields.sections!"});
  CHECK(found("flow.too_many", list(1, 10)).empty());
  CHECK(
      found("flow.too_many", {{"start", buttons({title("a", "A"), title("b", "B"), title("c", "C"), title("d", "D")})}})
      == places{"nodes.start.fields.buttons!"});
  CHECK(found("flow.too_long", {{"start", buttons({title("a", "Veintiuna letras son.")})}}).size() == 1);
}

TEST_CASE("a text that will not stay in one bubble is found", "[flows][lint]") {
  CHECK(found("lint.text_too_long", {{"start", say(std::string(4097, 'x'))}}) == places{"nodes.start.fields.text?"});
  CHECK(found("lint.text_too_long", {{"start", say(std::string(4096, 'x'))}}).empty());
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

TEST_CASE("a pattern that nothing matches is found", "[flows][lint]") {
  const auto waiting = [](std::string pattern) {
    return nodes{{"start", step("wait_for_reply", {{"pattern", std::move(pattern)}}, {{"reply", "end"}})},
                 {"end", step("end")}};
  };
  CHECK(found("lint.pattern_never_matches", waiting("a^b")) == places{"nodes.start.fields.pattern"});
  CHECK(found("lint.pattern_never_matches", waiting("^[0-9]+$")).empty());
  const auto choosing = [](std::string pattern) {
    const value when = value::object{
        {"any", value::list{value::object{{"value", "{{input}}"}, {"test", "matches"}, {"with", std::move(pattern)}}}}};
    return nodes{{"start", step("switch", {{"cases", value::list{value::object{{"exit", "a"}, {"when", when}}}}},
                                {{"a", "end"}, {"default", "end"}})},
                 {"end", step("end")}};
  };
  CHECK(found("lint.pattern_never_matches", choosing("x$y")) == places{"nodes.start.fields.cases[0].when.any[0].with"});
  CHECK(found("lint.pattern_never_matches", choosing("xy$")).empty());
}

TEST_CASE("addresses that nobody else knows are found", "[flows][lint]") {
  const auto at = [](std::string url) { return nodes{{"start", fetching(std::move(url))}, {"end", step("end")}}; };
  for (const auto* url :
       {"http://localhost/x", "https://127.0.0.1:8080", "https://10.1.2.3/", "https://172.16.0.1",
        "https://192.168.1.1/{{input}}", "http://169.254.169.254/latest", "https://[::1]/", "https://[fe80::1]",
        "https://printer.local", "https://metadata.google.internal/", "https://user@10.0.0.1/", "https://0.0.0.0"})
    CHECK(found("lint.private_address", at(url)) == places{"nodes.start.fields.url"});
  for (const auto* url : {"https://shop.example/10.0.0.1", "https://{{host}}/x", "https://172.32.0.1",
                          "https://8.8.8.8", "https://10.example", "https://[2001:db8::1]/", "{{input}}"})
    CHECK(found("lint.private_address", at(url)).empty());
  CHECK(found("lint.not_https", at("http://shop.example")) == places{"nodes.start.fields.url?"});
  CHECK(found("lint.not_https", at("https://shop.example")).empty());
}

TEST_CASE("a question that waits for ever is found", "[flows][lint]") {
  auto f = flow_of({{"start", asking({}, {{"next", "b"}})}, {"b", step("wait_for_reply", {}, {{"reply", "start"}})}});
  CHECK(found("lint.missing_timeout", f) == places{"nodes.b?", "nodes.start?"});
  f.expires_s = 3600;
  CHECK(found("lint.missing_timeout", f).empty());
}

TEST_CASE("every code that the linter can say stands in its table", "[flows][lint]") {
  const auto codes = all_lint_codes();
  CHECK(std::is_sorted(codes.begin(), codes.end(), [](const auto& a, const auto& b) { return a.code < b.code; }));
  auto f = flow_of({{"start", buttons({title("a", "Sí"), title("b", "Sí")})}, {"lost", fetching("http://localhost")}});
  f.parameters = {"unused"};
  for (const auto& one : lint(f))
    if (one.code.starts_with("lint."))
      CHECK(std::any_of(codes.begin(), codes.end(), [&](const auto& c) { return c.code == one.code; }));
}
