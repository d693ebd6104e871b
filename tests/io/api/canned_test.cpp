#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

TEST_CASE("answers are kept ready by those who write, and read by all") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto made = w.ask(200, "POST", "/api/v1/canned", agent, R"({"shortcut":"horario","text":"De 9 a 18."})");
  const auto id = std::to_string(*made.root()["id"].integer());
  CHECK(made.root()["created_by"].text() == "Ana 1");
  w.ask(409, "POST", "/api/v1/canned", agent, R"({"shortcut":"horario","text":"otra"})");
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/canned", agent, R"({"shortcut":"Mi Atajo"})"))
        == std::vector<std::string>{"shortcut", "text"});
  const auto changed = w.ask(200, "PATCH", "/api/v1/canned/" + id, agent, R"({"text":"Hola, {{contact.name}}"})");
  CHECK(changed.root()["shortcut"].text() == "horario");
  const auto all = w.ask(200, "GET", "/api/v1/canned", w.as(ports::role::analyst));
  REQUIRE(all.root()["items"].items().size() == 1);
  CHECK(all.root()["items"].items()[0]["text"].text() == "Hola, {{contact.name}}");
  CHECK(w.send("POST", "/api/v1/canned", w.as(ports::role::analyst), R"({"shortcut":"a","text":"b"})").status == 403);
  const auto stranger = w.as(ports::role::agent, rival);
  CHECK(w.ask(200, "GET", "/api/v1/canned", stranger).root()["items"].items().empty());
  w.ask(404, "PATCH", "/api/v1/canned/" + id, stranger, R"({"text":"x"})");
  w.ask(404, "DELETE", "/api/v1/canned/" + id, stranger);
  w.ask(200, "DELETE", "/api/v1/canned/" + id, agent);
  w.ask(404, "DELETE", "/api/v1/canned/" + id, agent);
}

TEST_CASE("colleagues are the active users of the tenant") {
  world w;
  const auto agent = w.as(ports::role::agent);
  w.as(ports::role::admin, rival);
  w.as(ports::role::owner);
  auto gone = **w.admin->user_by_email("owner3@1.test");
  gone.status = "inactive";
  REQUIRE(*w.admin->update_user(gone));
  const auto all = w.ask(200, "GET", "/api/v1/colleagues", agent);
  REQUIRE(all.root()["items"].items().size() == 1);
  const auto one = all.root()["items"].items()[0];
  CHECK(one["email"].text() == "agent1@1.test");
  CHECK(one["name"].text() == "Ana 1");
  CHECK(one["role"].text() == "agent");
  CHECK(one["id"].integer());
}
