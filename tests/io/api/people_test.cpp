#include "fixture.hpp"
#include "io/api/people/spelling.hpp"

using namespace charla;
using namespace charla::api_test;
using namespace std::chrono_literals;

namespace {

const std::string contacts = "/api/v1/contacts";

std::string contact_path(const world& w, const std::string& phone) {
  return contacts + "/" + flows::to_string(ports::contact_of(*w.crypto, acme, {phone, {}}).value());
}

std::vector<std::string> names(const json::document& list) {
  std::vector<std::string> out;
  for (const auto i : list.root()["items"].items())
    out.emplace_back(i["name"].text().value_or("?"));
  std::sort(out.begin(), out.end());
  return out;
}

using some = std::vector<std::string>;

} // namespace

TEST_CASE("a person is added before they write, and their first message finds them", "[people]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto made = w.ask(200, "POST", contacts, agent,
                          R"({"phone":"+54 9 11 5555-0100","name":"Eva","tags":["vip","vip"],"consent":"opted_in"})");
  CHECK(made.root()["phone"].text() == "5491155550100");
  CHECK(made.root()["tags"].items().size() == 1);
  CHECK(made.root()["consent_source"].text()->rfind("Ana", 0) == 0);
  CHECK(made.root()["consent_at"].text());
  w.talk("5491155550100");
  CHECK(w.ask(200, "GET", contacts, agent).root()["items"].items().size() == 1);
}

TEST_CASE("a number that is known, in either spelling, is not added twice", "[people]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  w.ask(200, "POST", contacts, agent, R"({"phone":"5491155550100"})");
  for (const auto* phone : {"5491155550100", "541155550100"}) {
    const auto again = w.ask(409, "POST", contacts, agent, R"({"phone":")" + std::string{phone} + "\"}");
    CHECK(again.root()["contact_id"].text() == contact_path(w, "5491155550100").substr(contacts.size() + 1));
  }
}

TEST_CASE("Argentina, Mexico and Brazil write a mobile in two ways, and landlines in one", "[people]") {
  const auto other = [](const std::string& phone) {
    const auto all = api::spellings_of(phone);
    return all.size() == 2 ? all[1] : std::string{};
  };
  CHECK(other("5491155550100") == "541155550100");
  CHECK(other("541155550100") == "5491155550100");
  CHECK(other("5215512345678") == "525512345678");
  CHECK(other("525512345678") == "5215512345678");
  CHECK(other("5511987654321") == "551187654321");
  CHECK(other("551187654321") == "5511987654321");
  CHECK(other("551133334444").empty()); // a landline of São Paulo
  CHECK(other("34600111222").empty());
  CHECK(api::spellings_of("34600111222") == some{"34600111222"});
}

TEST_CASE("what is wrong with a new contact is told field by field", "[people]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  CHECK(fields_of(w.ask(422, "POST", contacts, agent, R"({"name":"Eva"})")) == some{"phone"});
  CHECK(fields_of(w.ask(422, "POST", contacts, agent, R"({"phone":"hola"})")) == some{"phone"});
  CHECK(fields_of(w.ask(422, "POST", contacts, agent, R"({"phone":"5491155550100","consent":"perhaps"})"))
        == some{"consent"});
  CHECK(fields_of(w.ask(422, "POST", contacts, agent, R"({"phone":"5491155550100","consent_source":"web"})"))
        == some{"consent_source"});
  CHECK(fields_of(w.ask(422, "POST", contacts, agent, R"({"phone":"5491155550100","nombre":"Eva"})"))
        == some{"nombre"});
  w.posix_zone = [](const std::string& name) -> flows::result<std::string> {
    return name == "America/Lima" ? flows::result<std::string>{"<-05>5"} : flows::fail("zone", "no such zone");
  };
  w.open_doors();
  CHECK(fields_of(w.ask(422, "POST", contacts, agent, R"({"phone":"5491155550100","timezone":"Lima"})"))
        == some{"timezone"});
  w.ask(200, "POST", contacts, agent, R"({"phone":"5491155550100","timezone":"America/Lima"})");
  CHECK(w.send("POST", contacts, w.as(ports::role::analyst), R"({"phone":"1"})").status == 403);
}

TEST_CASE("contacts are found by tag, attribute, consent and when they last wrote", "[people]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  w.ask(
      200, "POST", contacts, agent,
      R"({"phone":"5491155550101","name":"Ana","tags":["vip","new"],"attributes":{"plan":"gold"},"consent":"opted_in"})");
  w.ask(200, "POST", contacts, agent,
        R"({"phone":"5491155550102","name":"Beto","tags":["vip"],"consent":"opted_out"})");
  w.ask(200, "POST", contacts, agent, R"({"phone":"5491155550103","name":"Caro","attributes":{"plan":"silver"}})");
  w.talk("5491155550104"); // Eva
  const auto found = [&](const std::string& query) { return names(w.ask(200, "GET", contacts + "?" + query, agent)); };
  CHECK(found("tag=vip") == some{"Ana", "Beto"});
  CHECK(found("tag=vip&tag=new") == some{"Ana"});
  CHECK(found("tag=vip&not_tag=new") == some{"Beto"});
  CHECK(found("attr.plan=gold") == some{"Ana"});
  CHECK(found("consent=opted_out") == some{"Beto"});
  CHECK(found("consent=unknown") == some{"Caro", "Eva"});
  CHECK(found("heard_within_days=1") == some{"Eva"});
  CHECK(found("silent_for_days=1") == some{"Ana", "Beto", "Caro"});
  CHECK(found("q=Car") == some{"Caro"});
  const auto wrong = [&](const std::string& query) {
    return fields_of(w.ask(422, "GET", contacts + "?" + query, agent));
  };
  CHECK(wrong("consent=perhaps") == some{"consent"});
  CHECK(wrong("heard_since=yesterday") == some{"heard_since"});
  CHECK(wrong("silent_for_days=many") == some{"silent_for_days"});
  CHECK(wrong("silent_for_days=1&silent_since=2026-11-21T00:00:00Z") == some{"silent_for_days"});
  w.ask(404, "GET", contacts + "?segment=9", agent);
}

TEST_CASE("consent is changed with its source and its moment, and the flows that run hear of it", "[people]") {
  world w;
  w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  const auto path = contact_path(w, "5491155550100");
  const auto changed =
      w.ask(200, "PATCH", path, agent, R"({"consent":"opted_out","consent_source":"llamada del 3 de mayo"})");
  CHECK(changed.root()["consent"].text() == "opted_out");
  CHECK(changed.root()["consent_source"].text() == "llamada del 3 de mayo");
  REQUIRE(w.engine.commands.size() == 1);
  CHECK(std::get<ports::tell_contact>(w.engine.commands.at(0).what).change.opted_in == false);
  CHECK(fields_of(w.ask(422, "PATCH", path, agent, R"({"consent_source":"x"})")) == some{"consent_source"});
}

TEST_CASE("two numbers become one person, whose conversations are both reached from then on", "[people]") {
  world w;
  const auto kept = w.talk("5491155550100");
  const auto gone = w.talk("5491155550200");
  const auto agent = w.as(ports::role::agent);
  const auto into = contact_path(w, "5491155550100");
  const auto from = contact_path(w, "5491155550200");
  w.ask(200, "PATCH", from, agent, R"({"tags":["old"]})");
  w.engine.commands.clear();
  const auto merged =
      w.ask(200, "POST", into + "/merge", agent, R"({"from":")" + from.substr(contacts.size() + 1) + "\"}");
  CHECK(merged.root()["tags"].items().at(0).text() == "old");
  CHECK(w.engine.commands.size() == 2);
  const auto addresses = w.ask(200, "GET", into + "/addresses", agent);
  CHECK(addresses.root()["items"].items().size() == 2);
  CHECK(addresses.root()["items"].items().at(1)["phone"].text() == "5491155550200");
  CHECK(w.ask(200, "GET", from, agent).root()["id"].text() == into.substr(contacts.size() + 1));
  w.ask(409, "POST", into + "/merge", agent, R"({"from":")" + from.substr(contacts.size() + 1) + "\"}");
  CHECK(kept != gone);
}

TEST_CASE("a merge with nobody is refused", "[people]") {
  world w;
  w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  const auto path = contact_path(w, "5491155550100") + "/merge";
  CHECK(fields_of(w.ask(422, "POST", path, agent, R"({})")) == some{"from"});
  CHECK(fields_of(w.ask(422, "POST", path, agent, R"({"from":"eva"})")) == some{"from"});
  w.ask(404, "POST", path, agent, R"({"from":"00000000-0000-5000-8000-000000000000"})");
  w.ask(404, "POST", contacts + "/nobody/merge", agent, R"({"from":"eva"})");
}

TEST_CASE("a person is erased: the row, the words, and the actor that remembers them", "[people]") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto path = contact_path(w, "5491155550100");
  const auto owner = w.as(ports::role::owner);
  auto& inside = w.engine.inside[id];
  inside.resident = true;
  inside.actor.id = 42;
  CHECK(w.send("DELETE", path, w.as(ports::role::agent)).status == 403);
  const auto erased = w.ask(200, "DELETE", path, owner);
  CHECK(erased.root()["conversations"].integer() == 1);
  CHECK(erased.root()["messages"].integer() == 2);
  CHECK(erased.root()["actors"].integer() == 1);
  CHECK(w.engine.actor_commands
        == std::vector<std::pair<std::uint64_t, ports::actor_command>>{{42, ports::actor_command::passivate}});
  const auto left = w.send("GET", path, owner);
  CHECK(left.body.find("Eva") == std::string::npos);
  CHECK(left.body.find("5491155550100") == std::string::npos);
  const auto lines = w.send("GET", "/api/v1/conversations/" + flows::to_string(id.value()) + "/messages", owner);
  CHECK(lines.body.find("hola") == std::string::npos);
  const auto kept = read(lines.body);
  for (const auto line : kept.root()["items"].items())
    CHECK(line["content"]["reason"].text() == "erased"); // what stands there is read like any other
  const auto audit = w.send("GET", "/api/v1/audit", owner);
  CHECK(audit.body.find("contact.erase") != std::string::npos);
}

TEST_CASE("all that is known of a person goes with them as one document", "[people]") {
  world w;
  w.talk("5491155550100");
  const auto path = contact_path(w, "5491155550100") + "/export";
  const auto r = w.send("GET", path, w.as(ports::role::admin));
  REQUIRE(r.status == 200);
  CHECK(header_of(r, "Content-Disposition") == "attachment; filename=\"contact.json\"");
  const auto doc = read(r.body);
  CHECK(doc.root()["contact"]["phone"].text() == "5491155550100");
  CHECK(doc.root()["addresses"].items().size() == 1);
  const auto talks = doc.root()["conversations"].items();
  REQUIRE(talks.size() == 1);
  CHECK(talks.at(0)["messages"].items().size() == 2);
  CHECK(doc.root()["complete"].boolean() == true);
  CHECK(w.send("GET", path, w.as(ports::role::agent)).status == 403);
}

TEST_CASE("conditions are kept under a name, and asked again whenever somebody looks", "[people]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const std::string segments = "/api/v1/segments";
  const auto made =
      w.ask(200, "POST", segments, agent, R"({"name":"VIP","conditions":{"tags":["vip"],"silent_for_days":30}})");
  const auto path = segments + "/" + std::to_string(*made.root()["id"].integer());
  CHECK(made.root()["conditions"]["tags"].items().at(0).text() == "vip");
  CHECK(w.ask(200, "GET", path + "/count", agent).root()["count"].integer() == 0);
  w.ask(200, "POST", contacts, agent, R"({"phone":"5491155550101","name":"Ana","tags":["vip"]})");
  CHECK(w.ask(200, "GET", path + "/count", agent).root()["count"].integer() == 1);
  CHECK(names(w.ask(200, "GET", path + "/contacts", agent)) == some{"Ana"});
  CHECK(names(w.ask(200, "GET", contacts + "?segment=" + std::to_string(*made.root()["id"].integer()), agent))
        == some{"Ana"});
  w.ask(200, "PATCH", path, agent, R"({"name":"Gente VIP"})");
  CHECK(w.ask(200, "GET", path, agent).root()["conditions"]["tags"].items().size() == 1);
  CHECK(names(w.ask(200, "GET", segments, agent)) == some{"Gente VIP"});
  w.ask(200, "DELETE", path, agent);
  w.ask(404, "GET", path, agent);
}

TEST_CASE("a segment that could not be asked is not kept", "[people]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto wrong = [&](const std::string& body) {
    return fields_of(w.ask(422, "POST", "/api/v1/segments", agent, body));
  };
  CHECK(wrong(R"({})") == some{"name"});
  CHECK(wrong(R"({"name":"A","conditions":{"tag":["x"]}})") == some{"conditions.tag"});
  CHECK(wrong(R"({"name":"A","conditions":{"consent":"yes","heard_since":"soon"}})")
        == some{"conditions.consent", "conditions.heard_since"});
  w.ask(200, "POST", "/api/v1/segments", agent, R"({"name":"A"})");
  CHECK(wrong(R"({"name":"A"})") == some{"name"});
  const auto rivals = w.as(ports::role::agent, rival);
  w.ask(200, "POST", "/api/v1/segments", rivals, R"({"name":"A"})");
  CHECK(w.ask(200, "GET", "/api/v1/segments", rivals).root()["items"].items().size() == 1);
}
