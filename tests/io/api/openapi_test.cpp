#include "fixture.hpp"
#include "io/api/resources.hpp"
#include "io/api/schema.hpp"

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
  const auto parts = {api::door_schemas(),    api::account_schemas(),   api::conversation_schemas(),
                      api::message_schemas(), api::operation_schemas(), api::flow_schemas(),
                      api::people_schemas(),  api::watch_schemas()};
  for (const auto part : parts)
    for (const auto& s : part)
      all += s.text;
  for (const auto part : parts)
    for (const auto& s : part) {
      INFO(s.name);
      CHECK(json::document::parse(s.text));
      const auto referred = "#/components/schemas/" + std::string{s.name} + "\"";
      CHECK((used.count(s.name) == 1 || all.find(referred) != std::string::npos));
    }
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

TEST_CASE("no two routes take the same requests") {
  std::set<std::string> seen;
  for (const auto& e : api::all_endpoints())
    CHECK(seen.insert(std::string{e.method} + " " + std::string{e.pattern}).second);
}
