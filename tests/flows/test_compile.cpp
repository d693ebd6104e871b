#include "flows/given.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::test;

namespace {

/// `code@where` of everything that is wrong.
std::vector<std::string> problems(std::map<std::string, node> nodes, std::string start = "start") {
  std::vector<std::string> out;
  for (const auto& p : compile(flow_of(std::move(nodes), std::move(start))).problems)
    out.push_back(p.code + '@' + p.where);
  return out;
}

using list = std::vector<std::string>;

} // namespace

TEST_CASE("a good flow has no problems", "[flows][compile]") {
  CHECK(problems({{"start", step("send_text", {{"text", "Hola"}})}}).empty());
}

TEST_CASE("each mistake in a flow is named with its place", "[flows][compile]") {
  CHECK(problems({}) == list{"flow.no_nodes@nodes", "flow.missing_start@start"});
  CHECK(problems({{"a", step("end")}}) == list{"flow.missing_start@start"});
  CHECK(problems({{"start", step("dance")}}) == list{"flow.unknown_step@nodes.start.type"});
  CHECK(problems({{"start", step("send_text")}}) == list{"flow.missing_field@nodes.start.fields.text"});
  CHECK(problems({{"start", step("send_text", {{"text", "  "}})}})
        == list{"flow.missing_field@nodes.start.fields.text"});
  CHECK(problems({{"start", step("send_text", {{"text", "x"}, {"txet", "x"}})}})
        == list{"flow.unknown_field@nodes.start.fields.txet"});
  CHECK(problems({{"start", step("send_text", {{"text", "x"}}, {{"next", "b"}})}})
        == list{"flow.missing_node@nodes.start.exits.next"});
  CHECK(problems({{"start", step("end", {}, {{"next", "start"}})}})
        == list{"flow.unknown_exit@nodes.start.exits.next", "flow.loop@nodes.start"});
  CHECK(problems({{"start", step("wait", {{"seconds", "soon"}})}})
        == list{"flow.bad_field@nodes.start.fields.seconds"});
  CHECK(problems({{"start", step("wait_for_reply", {{"pattern", "("}})}})
        == list{"flow.bad_pattern@nodes.start.fields.pattern"});
  CHECK(problems({{"start", step("http", {{"url", "https://x.example"}, {"timeout", "601"}})}})
        == list{"flow.bad_field@nodes.start.fields.timeout"});
  CHECK(problems({{"start", step("send_media", {{"kind", "gif"}})}})
        == list{"flow.bad_field@nodes.start.fields.kind", "flow.missing_field@nodes.start.fields.url"});
}

TEST_CASE("an intent needs keywords and an exit for each", "[flows][compile]") {
  CHECK(problems({{"start", step("intent")}}) == list{"flow.missing_field@nodes.start.fields.map."});
  CHECK(problems({{"start", step("intent", {{"map.a", " , "}})}}) == list{"flow.bad_field@nodes.start.fields.map.a"});
  CHECK(problems({{"start", step("intent", {{"map.a", "x"}, {"order", "a, b"}}, {{"a", "z"}})}, {"z", step("end")}})
        == list{"flow.bad_field@nodes.start.fields.order"});
}

TEST_CASE("a circle without a wait is found, one with a wait is fine", "[flows][compile]") {
  CHECK(problems({{"start", step("send_text", {{"text", "x"}}, {{"next", "b"}})},
                  {"b", step("send_text", {{"text", "x"}}, {{"next", "start"}})}})
        == list{"flow.loop@nodes.start"});
  CHECK(problems({{"start", step("send_text", {{"text", "x"}}, {{"next", "b"}})},
                  {"b", step("wait_for_reply", {}, {{"reply", "start"}})}})
            .empty());
}

TEST_CASE("a flow of more steps than allowed is refused before it is walked", "[flows][compile]") {
  std::map<std::string, node> nodes{{"start", step("end")}};
  for (std::size_t i = 0; i < limits::nodes_per_flow_max; ++i)
    nodes.emplace("n" + std::to_string(i), step("end"));
  CHECK(problems(std::move(nodes)) == list{"flow.too_many_nodes@nodes"});
}
