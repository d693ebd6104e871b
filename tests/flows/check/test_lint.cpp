#include "flows/check/given_lint.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::check;
using namespace charla::flows::test;

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

TEST_CASE("every code that the linter can say stands in its table", "[flows][lint]") {
  const auto codes = all_lint_codes();
  CHECK(std::is_sorted(codes.begin(), codes.end(), [](const auto& a, const auto& b) { return a.code < b.code; }));
  auto f = flow_of({{"start", buttons({title("a", "Sí"), title("b", "Sí")})}, {"lost", fetching("http://localhost")}});
  f.parameters = {"unused"};
  for (const auto& one : lint(f))
    if (one.code.starts_with("lint."))
      CHECK(std::any_of(codes.begin(), codes.end(), [&](const auto& c) { return c.code == one.code; }));
}
