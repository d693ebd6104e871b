#include "flows/check/line_of.hpp"
#include "flows/definition/import.hpp"
#include "flows/definition/program.hpp"
#include "io/json/codec.hpp"
#include "io/json/flow_codec.hpp"
#include "io/json/flow_test_codec.hpp"
#include "io/json/pretty.hpp"
#include "io/json/value_codec.hpp"
#include "schema_check.hpp"
#include "support/generated_file.hpp"
#include "support/paths.hpp"

using namespace charla;
using namespace charla::flows::check;

namespace {

/// One of everything.
constexpr auto everything = R"({
  "flow": "x.json", "others": ["y.json"], "comment": "c",
  "tests": [{
    "name": "all", "comment": "c", "at": "2026-12-24 10:00",
    "rules": {"language": "pt", "zone": "<-03>3", "hours": "mon-fri 09:00-18:00", "channel": "wa", "silence": "2h"},
    "contact": {"name": "Bia", "phone": "55119", "language": "pt-BR", "attributes": {"city": "Rio", "age": 30}, "tags": ["b", "a"]},
    "steps": [
      {"in": "oi"}, {"tap": "a", "title": "A"}, {"wait": "3d 2h"}, {"event": "paid", "variables": {"n": 1}},
      {"media": {"kind": "audio", "id": "m", "mime_type": "audio/ogg"}},
      {"location": {"latitude": -32.5, "longitude": 60, "name": "x"}},
      {"http": {"step": "s", "status": 404, "body": {"a": [1, true]}, "values": {"v": 2}}},
      {"http": {"step": "s", "outcome": "never"}},
      {"assistant": {"step": "t", "outcome": "timed_out", "body": "oi"}},
      {"expect": ["text: Oi"]},
      {"state": {"node": "n", "variables": {"v": ""}, "attributes": {"city": "Rio"}, "tags": [], "ended": false,
                 "control": "bot", "status": "open"}}
    ]}]})";

std::string problem(std::string_view text) {
  const auto read = json::read_flow_tests(text);
  return read ? "none" : read.error().code + '@' + read.error().where;
}

std::string step(std::string_view written) {
  return R"({"tests":[{"name":"x","steps":[)" + std::string{written} + "]}]}";
}

} // namespace

TEST_CASE("a file of tests is read and written the same", "[json][flow_test]") {
  const auto read = json::read_flow_tests(everything);
  INFO((read ? "" : read.error().what + read.error().where));
  REQUIRE(read);
  CHECK(read->tests.at(0).steps.size() == 11);
  CHECK(read->tests.at(0).who.tags == std::vector<std::string>{"a", "b"});
  const auto written = json::write_flow_tests(*read);
  const auto again = json::read_flow_tests(written);
  REQUIRE(again);
  CHECK(*again == *read);
  CHECK(json::write_flow_tests(*again) == written);
}

TEST_CASE("what the schema of tests knows, the reader knows", "[json][flow_test][schema]") {
  const auto schema = json::document::parse(test::read_all(test::repository("config/schema/flow_test.schema.json")));
  const auto written = json::document::parse(everything);
  REQUIRE(schema);
  REQUIRE(written);
  CHECK(test::misfit(schema->root(), written->root()).empty());
}

TEST_CASE("each mistake in a file of tests is named with its place", "[json][flow_test]") {
  CHECK(problem("{") == "json.syntax@");
  CHECK(problem("{}") == "json.type@tests");
  CHECK(problem(R"({"tests":[],"x":1})") == "test.unknown_member@x");
  CHECK(problem(R"({"tests":[{"steps":[]}]})") == "json.missing@tests[0].name");
  CHECK(problem(R"({"tests":[{"name":"x","steps":[],"at":"soon"}]})") == "test.bad_field@tests[0].at");
  CHECK(problem(R"({"tests":[{"name":"x","steps":[],"rules":{"zone":"Mars"}}]})")
        == "test.bad_field@tests[0].rules.zone");
  CHECK(problem(step(R"({"out":"x"})")) == "test.bad_step@tests[0].steps[0]");
  CHECK(problem(step(R"({"in":"x","wait":"3d"})")) == "test.unknown_member@tests[0].steps[0].wait");
  CHECK(problem(step(R"({"in":["x"]})")) == "json.type@tests[0].steps[0].in");
  CHECK(problem(step(R"({"wait":"soon"})")) == "test.bad_field@tests[0].steps[0].wait");
  CHECK(problem(step(R"({"http":{"outcome":"ok"}})")) == "json.missing@tests[0].steps[0].http.step");
  CHECK(problem(step(R"({"state":{"nodes":"x"}})")) == "test.unknown_member@tests[0].steps[0].state.nodes");
}

TEST_CASE("JSON is written for people: what fits stands in one line", "[json]") {
  CHECK(json::pretty(R"({"a":[1,2],"b":{}})").value() == "{\"a\": [1, 2], \"b\": {}}\n");
  const auto wide = json::pretty(R"({"a":")" + std::string(100, 'x') + R"(","b":{"c":[]}})");
  CHECK(wide.value() == "{\n  \"a\": \"" + std::string(100, 'x') + "\",\n  \"b\": {\"c\": []}\n}\n");
  CHECK_FALSE(json::pretty("{"));
}

TEST_CASE("paths of the systems before Charla become a flow, as it was reviewed", "[json][import][generated]") {
  const auto written = json::document::parse(test::read_all(test::repository("tests/golden/import/paths.json")));
  REQUIRE(written);
  const auto made = flows::import_path(json::read_value(written->root()));
  INFO((made ? "" : made.error().code + ' ' + made.error().where));
  REQUIRE(made);
  const auto text = json::pretty(json::write_flow(*made)).value();
  test::check_fresh(test::repository("tests/golden/import/paths.flow.json"), text);
  const auto read = json::read_flow(text);
  REQUIRE(read);
  for (const auto& p : flows::compile(*read).problems)
    FAIL_CHECK(p.code << ' ' << p.where << ": " << p.what);
}
