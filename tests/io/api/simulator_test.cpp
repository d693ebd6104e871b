#include "flow_given.hpp"
#include "io/api/flow/play_room.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

constexpr const char* simulate = "/api/v1/flows/simulate";

std::string begin(world& w, const headers& who, const std::string& body) {
  const auto made = w.ask(200, "POST", simulate, who, body);
  return simulate + ("/" + std::string{made.root()["id"].text().value_or("none")});
}

std::vector<std::string> lines_of(const json::document& d) {
  std::vector<std::string> out;
  for (const auto b : d.root()["bubbles"].items())
    out.emplace_back(b["bubble"]["line"].text().value_or("?"));
  return out;
}

constexpr const char* menu =
    R"({"name":"Menu","start":"m","nodes":{)"
    R"("m":{"type":"ask","fields":{"text":"¿Qué?","kind":"choice","variable":"x","options":[{"id":"si","title":"Sí"},{"id":"no","title":"No"}]},"exits":{"si":"w"}},)"
    R"("w":{"type":"wait","fields":{"seconds":"3600"},"exits":{"next":"h"}},)"
    R"("h":{"type":"http","fields":{"method":"GET","url":"https://api.example.com/x","pick":{"stock":"/stock"}},)"
    R"("exits":{"ok":"t","failed":"t"}},)"
    R"("t":{"type":"send_text","fields":{"text":"Hay {{stock}}"},"exits":{}}}})";

} // namespace

TEST_CASE("a draft that nobody has published is talked with, and nothing of it is real") {
  world w;
  const auto admin = w.as(ports::role::admin);
  (void)add_draft(w, admin, question("¿Quién?"));
  const auto path = begin(w, admin, R"({"flow":1,"locale":"es","contact":{"name":"Eva","tags":["vip"]}})");
  const auto asked = w.ask(200, "POST", path, admin, R"({"text":"hola"})");
  CHECK(lines_of(asked) == std::vector<std::string>{"text: ¿Quién?"});
  CHECK(asked.root()["node"].text() == "ask");
  CHECK(asked.root()["waits_for"].text() == "reply");
  CHECK(!asked.root()["trace"].items().empty());
  const auto said = w.ask(200, "POST", path, admin, R"({"text":"Eva"})");
  CHECK(lines_of(said) == std::vector<std::string>{"text: Hola Eva"});
  CHECK(said.root()["run"].kind() == json::kind::null);
  CHECK(said.root()["ended"].items().at(0)["status"].text() == "completed");
  CHECK(w.admin->conversations(acme, {}, "", 10)->items.empty());
  CHECK(w.engine.accepted.empty());
}

TEST_CASE("buttons are tapped, time passes and calls are answered as the simulation says") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = begin(w, admin, std::string{R"({"at":"2026-11-21T10:00:00Z","graph":)"} + menu + "}");
  w.ask(200, "POST", path, admin, R"({"text":"hola"})");
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"tap":"nada"})")) == std::vector<std::string>{"tap"});
  const auto waits = w.ask(200, "POST", path, admin, R"({"tap":"si"})");
  CHECK(waits.root()["timers"].items().size() == 1);
  const auto called = w.ask(200, "POST", path, admin, R"({"wait":"1h"})");
  CHECK(called.root()["clock"].text() == "2026-11-21T11:00:00.000Z");
  CHECK(called.root()["call"]["step"].text() == "h");
  CHECK(called.root()["call"]["target"].text() == "https://api.example.com/x");
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"answer":{"step":"other"}})"))
        == std::vector<std::string>{"answer.step"});
  const auto said = w.ask(200, "POST", path, admin, R"({"answer":{"step":"h","body":"{\"stock\":3}"}})");
  CHECK(lines_of(said) == std::vector<std::string>{"text: Hay 3"});
}

TEST_CASE("a simulation begins again, or at any step") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = begin(w, admin, R"({"graph":)" + question("¿Quién?") + "}");
  w.ask(200, "POST", path, admin, R"({"text":"hola"})");
  CHECK(w.ask(200, "POST", path, admin, R"({"restart":true})").root()["run"].kind() == json::kind::null);
  CHECK(lines_of(w.ask(200, "POST", path, admin, R"({"node":"end","variables":{"nombre":"Leo"}})"))
        == std::vector<std::string>{"text: Hola Leo"});
  CHECK(lines_of(w.ask(200, "POST", path, admin, R"({"node":""})")) == std::vector<std::string>{"text: ¿Quién?"});
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"node":"nowhere"})")) == std::vector<std::string>{"node"});
}

TEST_CASE("what cannot be simulated is refused by the field, and nothing happens") {
  world w;
  const auto admin = w.as(ports::role::admin);
  CHECK(fields_of(w.ask(422, "POST", simulate, admin, "{}")) == std::vector<std::string>{"flow"});
  CHECK(fields_of(w.ask(422, "POST", simulate, admin, R"({"flow":9})")) == std::vector<std::string>{"flow"});
  CHECK(fields_of(w.ask(422, "POST", simulate, admin, std::string{R"({"graph":)"} + unfinished + "}")).size() == 2);
  CHECK(fields_of(w.ask(422, "POST", simulate, admin, R"({"version":1,"at":"now","flwo":1})"))
        == std::vector<std::string>{"flow", "version", "at", "flwo"});
  const auto path = begin(w, admin, R"({"graph":)" + question("¿Quién?") + "}");
  CHECK(fields_of(w.ask(422, "POST", path, admin, "{}")) == std::vector<std::string>{"text"});
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"text":"a","wait":"1h"})")) == std::vector<std::string>{"text"});
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"wait":"soon"})")) == std::vector<std::string>{"wait"});
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"answer":{}})")) == std::vector<std::string>{"answer"});
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"media":{"kind":"hologram"}})"))
        == std::vector<std::string>{"media.kind"});
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"location":{"latitude":91,"longitude":0}})"))
        == std::vector<std::string>{"location.latitude"});
}

TEST_CASE("a simulation is its tenant's, and ends when nobody has touched it for half an hour") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = begin(w, admin, R"({"graph":)" + question("¿Quién?") + "}");
  CHECK(w.send("POST", path, w.as(ports::role::admin, rival), R"({"text":"hola"})").status == 404);
  w.clock.at += std::chrono::minutes{29};
  w.ask(200, "POST", path, admin, R"({"text":"hola"})");
  w.clock.at += std::chrono::minutes{31};
  CHECK(w.send("POST", path, admin, R"({"text":"hola"})").status == 404);
}

TEST_CASE("of too many simulations the one that was idle longest goes") {
  world w;
  const auto key = w.with_key({"flows:read"});
  const auto first = begin(w, key, R"({"graph":)" + greeting("hola") + "}");
  for (std::size_t i = 0; i < api::play_room::each_tenant_max - 1; ++i) {
    w.clock.at += flows::milliseconds{1};
    (void)begin(w, key, R"({"graph":)" + greeting("hola") + "}");
  }
  CHECK(w.send("POST", first, key, R"({"text":"hola"})").status == 200);
  w.clock.at += flows::milliseconds{1};
  const auto last = begin(w, key, R"({"graph":)" + greeting("hola") + "}");
  CHECK(w.send("POST", first, key, R"({"text":"hola"})").status == 200);
  CHECK(w.send("POST", last, key, R"({"text":"hola"})").status == 200);
}
