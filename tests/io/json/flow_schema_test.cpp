#include "flows/steps/step.hpp"
#include "io/json/flow_schema.hpp"
#include "schema_check.hpp"
#include "support/generated_file.hpp"
#include "support/paths.hpp"

#include <filesystem>

using namespace charla;

namespace {

json::document read(const std::string& text) {
  auto d = json::document::parse(text);
  INFO((d ? "" : d.error().what));
  REQUIRE(d);
  return std::move(*d);
}

std::string path(const std::string& below) { return test::repository(below); }

/// The written flow of a golden file with a name, as files of flows have one.
json::document golden_flow(std::string_view step) {
  const auto golden = read(test::read_all(path("tests/golden/steps/" + std::string{step} + ".json")));
  auto text = golden.root()["flow"].dump();
  if (!golden.root()["flow"]["name"].exists()) text.insert(1, R"("name":"x",)");
  return read(text);
}

} // namespace

TEST_CASE("config/schema/flow.schema.json is what the code reads", "[json][generated]") {
  test::check_fresh(path("config/schema/flow.schema.json"), json::flow_schema());
}

TEST_CASE("docs/flows.md lists what the code knows", "[json][generated]") {
  const auto file = path("docs/flows.md");
  test::check_fresh_part(file, "steps", json::flow_steps_markdown());
  test::check_fresh_part(file, "triggers", json::flow_triggers_markdown());
  test::check_fresh_part(file, "tests of conditions", json::condition_tests_markdown());
  test::check_fresh_part(file, "filters", json::filters_markdown());
  test::check_fresh_part(file, "lint codes", json::lint_codes_markdown());
}

TEST_CASE("the schema takes the flow of every step's golden file", "[json][schema]") {
  const auto schema = read(json::flow_schema());
  for (const auto& step : flows::steps::all_steps()) {
    INFO(step.name);
    CHECK(schema.root()["$defs"]["step_" + std::string{step.name}].exists());
    CHECK(test::misfit(schema.root(), golden_flow(step.name).root()).empty());
  }
  CHECK(test::misfit(schema.root(), read(test::read_all(path("config/flows/bienvenida.json"))).root()).empty());
}

TEST_CASE("the schema refuses what the compiler would", "[json][schema]") {
  const auto schema = read(json::flow_schema());
  const auto refused = [&](const std::string& text) { return test::misfit(schema.root(), read(text).root()); };
  const auto step = [](const std::string& rest) { return R"({"name":"x","start":"a","nodes":{"a":{)" + rest + "}}}"; };
  CHECK(refused(step(R"("type":"send_text","fields":{"text":"Hola"})")).empty());
  CHECK_FALSE(refused(step(R"("type":"dance")")).empty());
  CHECK_FALSE(refused(step(R"("type":"send_text")")).empty());
  CHECK_FALSE(refused(step(R"("type":"send_text","fields":{"text":"x","txet":"x"})")).empty());
  CHECK_FALSE(refused(step(R"("type":"send_text","fields":{"text":["x"]})")).empty());
  CHECK_FALSE(refused(step(R"("type":"send_text","fields":{"text":"x"},"exits":{"nxt":"a"})")).empty());
  CHECK_FALSE(refused(step(R"("type":"send_media","fields":{"kind":"gif","url":"x"})")).empty());
  CHECK_FALSE(
      refused(R"({"name":"x","start":"a","nodes":{"a":{"type":"end"}},"triggers":[{"type":"keyword"}]})").empty());
  CHECK_FALSE(refused(R"({"name":"x","nodes":{"a":{"type":"end"}}})").empty());
}

TEST_CASE("the schema of tests takes the example's", "[json][schema]") {
  const auto schema = read(test::read_all(path("config/schema/flow_test.schema.json")));
  CHECK(test::misfit(schema.root(), read(test::read_all(path("config/flows/bienvenida.test.json"))).root()).empty());
  CHECK_FALSE(test::misfit(schema.root(), read(R"({"tests":[{"name":"x","steps":[{"out":"x"}]}]})").root()).empty());
  CHECK_FALSE(
      test::misfit(schema.root(), read(R"({"tests":[{"name":"x","steps":[{"in":"x","wait":"3d"}]}]})").root()).empty());
}
