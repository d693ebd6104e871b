#include "fixture.hpp"
#include "io/api/openapi.hpp"
#include "io/api/resources.hpp"
#include "io/api/schema.hpp"
#include "io/json/pretty.hpp"
#include "support/generated_file.hpp"
#include "support/paths.hpp"

#include <set>

using namespace charla;
using namespace charla::api_test;

TEST_CASE("every route says what it takes and what it gives, by a schema that exists") {
  for (const auto& e : api::all_endpoints()) {
    INFO(e.method << " " << e.pattern);
    CHECK(!e.summary.empty());
    if (!e.request_schema.empty()) CHECK(api::find_schema(e.request_schema));
    if (e.media == "application/json") {
      INFO("response schema: " << e.response_schema);
      CHECK(api::find_schema(e.response_schema));
    }
    if (e.method == "POST" && e.needs != api::right::open && e.pattern.find("take-over") != std::string_view::npos)
      CHECK(!e.request_schema.empty());
  }
}

TEST_CASE("every schema is JSON and is used by some route") {
  std::set<std::string_view> used{"problem"};
  for (const auto& e : api::all_endpoints()) {
    used.insert(e.request_schema);
    used.insert(e.response_schema);
  }
  std::string all;
  std::set<std::string_view> names;
  for (const auto part : api::schema_parts())
    for (const auto& s : part) {
      INFO(s.name);
      CHECK(names.insert(s.name).second);
      CHECK(json::document::parse(s.text));
      all += s.text;
    }
  for (const auto name : names) {
    INFO(name);
    const auto referred = "#/components/schemas/" + std::string{name} + "\"";
    CHECK((used.count(name) == 1 || all.find(referred) != std::string::npos));
  }
  constexpr std::string_view reference = "#/components/schemas/";
  for (auto at = all.find(reference); at != std::string::npos; at = all.find(reference, at + 1)) {
    const auto from = at + reference.size();
    const auto name = all.substr(from, all.find('"', from) - from);
    INFO(name);
    CHECK(names.count(name) == 1);
  }
}

TEST_CASE("web/src/api/openapi.json, from which the console's client is made, is what the routes say", "[generated]") {
  const auto text = api::openapi_of(api::described_endpoints(), "");
  const auto readable = json::pretty(text);
  REQUIRE(readable);
  test::check_fresh(test::repository("web/src/api/openapi.json"), *readable);
}

TEST_CASE("the document names every route once") {
  world w;
  const auto doc = w.ask(200, "GET", "/api/openapi.json", {});
  CHECK(doc.root()["openapi"].text() == "3.1.0");
  std::size_t operations = 0;
  for (const auto& [path, item] : doc.root()["paths"].members())
    operations += item.members().size();
  CHECK(operations == api::described_endpoints().size());
}

TEST_CASE("the document holds every schema that it refers to") {
  world w;
  const auto r = w.send("GET", "/api/openapi.json");
  const auto doc = read(r.body);
  const auto known = doc.root()["components"]["schemas"];
  constexpr std::string_view reference = "#/components/schemas/";
  std::size_t found = 0;
  for (auto at = r.body.find(reference); at != std::string::npos; at = r.body.find(reference, at + 1)) {
    const auto from = at + reference.size();
    const auto name = r.body.substr(from, r.body.find('"', from) - from);
    INFO(name);
    CHECK(known[name].exists());
    ++found;
  }
  CHECK(found > 100);
}

TEST_CASE("no two routes take the same requests") {
  std::set<std::string> seen;
  for (const auto& e : api::all_endpoints())
    CHECK(seen.insert(std::string{e.method} + " " + std::string{e.pattern}).second);
}
