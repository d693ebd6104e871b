#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string list = "/api/v1/conversations";

std::vector<std::string> ids(const json::document& d, std::string_view field = "id") {
  std::vector<std::string> out;
  for (const auto i : d.root()["items"].items())
    out.emplace_back(i[field].text().value_or("?"));
  return out;
}

} // namespace

TEST_CASE("conversations are listed page by page, the latest first") {
  world w;
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    w.clock.at += std::chrono::seconds{1};
    made.insert(made.begin(), flows::to_string(w.talk("549115555010" + std::to_string(i)).value()));
  }
  const auto agent = w.as(ports::role::agent);
  std::vector<std::string> seen;
  std::string next;
  int pages = 0;
  do {
    const auto page = w.ask(200, "GET", list + "?limit=2" + (next.empty() ? "" : "&after=" + next), agent);
    for (const auto& id : ids(page))
      seen.push_back(id);
    next = std::string{page.root()["next"].text().value_or("")};
    ++pages;
  } while (!next.empty());
  CHECK(pages == 3);
  CHECK(seen == made);
}

TEST_CASE("conversations are found by what filters say") {
  world w;
  const auto id = flows::to_string(w.talk("5491155550100").value());
  const auto agent = w.as(ports::role::agent);
  for (const std::string query :
       {"?mode=bot", "?status=open", "?unread=true", "?channel=wa_main", "?q=Eva", "?q=5550100", ""})
    CHECK(ids(w.ask(200, "GET", list + query, agent)) == std::vector{id});
  for (const std::string query : {"?mode=human", "?status=resolved", "?q=nobody"})
    CHECK(ids(w.ask(200, "GET", list + query, agent)).empty());
  const auto p = w.ask(422, "GET", list + "?mode=x&status=y&unread=z&channel=wa_rival", agent);
  CHECK(fields_of(p) == std::vector<std::string>{"channel", "status", "mode", "unread"});
  CHECK(w.send("GET", list + "?limit=0", agent).status == 422);
  CHECK(w.send("GET", list + "?limit=101", agent).status == 422);
  CHECK(w.send("GET", list + "?after=nonsense", agent).status == 400);
}

TEST_CASE("a conversation says until when free texts may be sent") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto one = w.ask(200, "GET", list + "/" + flows::to_string(id.value()), w.as(ports::role::agent));
  const auto heard = one.root()["last_inbound_at"].text();
  const auto until = one.root()["window_until"].text();
  REQUIRE(heard);
  REQUIRE(until);
  CHECK(heard->substr(10) == until->substr(10)); // the same time of day
  CHECK(*heard < *until);                        // a day later
  CHECK(one.root()["undeliverable_at"].kind() == json::kind::null);
}

TEST_CASE("a thread shows who said what and how its delivery went") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto thread =
      w.ask(200, "GET", list + "/" + flows::to_string(id.value()) + "/messages", w.as(ports::role::agent));
  const auto items = thread.root()["items"].items();
  REQUIRE(items.size() == 2);
  CHECK(items[0]["text"].text() == "hola");
  CHECK(items[0]["author"].text() == "contact");
  CHECK(items[0]["id"].text() == "m1");
  CHECK(items[1]["text"].text() == "buenas");
  CHECK(items[1]["author"].text() == "bot");
  CHECK(items[1]["status"].text() == "queued");
  CHECK(items[1]["id"].text() == "o1.0");
  CHECK(thread.root()["next"].kind() == json::kind::null);
}

TEST_CASE("a thread is read page by page from its end") {
  world w;
  const auto path = list + "/" + flows::to_string(w.talk("5491155550100").value()) + "/messages";
  const auto agent = w.as(ports::role::agent);
  const auto last = w.ask(200, "GET", path + "?limit=1", agent);
  CHECK(ids(last, "text") == std::vector<std::string>{"buenas"});
  CHECK(last.root()["next"].text() == "2");
  const auto first = w.ask(200, "GET", path + "?limit=1&before=2", agent);
  CHECK(ids(first, "text") == std::vector<std::string>{"hola"});
  CHECK(first.root()["next"].kind() == json::kind::null);
  CHECK(w.send("GET", path + "?before=x", agent).status == 422);
}

TEST_CASE("the turns say why") {
  world w;
  const auto path = list + "/" + flows::to_string(w.talk("5491155550100").value()) + "/turns";
  const auto turns = w.ask(200, "GET", path, w.as(ports::role::agent));
  const auto t = turns.root()["items"].items().at(0);
  CHECK(t["causes"].items().at(0)["kind"].text() == "inbound_message");
  CHECK(t["trace"].items().at(0)["node"].text() == "saludo");
}

TEST_CASE("a person's message is a person's, a program's is the system's") {
  world w;
  const auto path = list + "/" + flows::to_string(w.talk("5491155550100").value()) + "/messages";
  const auto r = w.ask(200, "POST", path, w.as(ports::role::agent), R"({"text":"hola Eva","client_id":"c1"})");
  CHECK(r.root()["queued"].boolean() == true);
  CHECK(r.root()["client_id"].text() == "c1");
  w.ask(200, "POST", path, w.with_key({"conversations:write"}), R"({"text":"aviso"})");
  REQUIRE(w.engine.commands.size() == 2);
  const auto& person = std::get<ports::send_message>(w.engine.commands[0].what).message;
  CHECK(person.by == flows::author::human);
  CHECK(person.author_name.rfind("Ana", 0) == 0);
  CHECK(w.engine.commands[0].to.wa_id == "5491155550100");
  CHECK(w.engine.commands[0].channel.key == "wa_main");
  CHECK(std::get<ports::send_message>(w.engine.commands[1].what).message.by == flows::author::system);
}

TEST_CASE("a message without text, or with too much of it, is refused by field") {
  world w;
  const auto path = list + "/" + flows::to_string(w.talk("5491155550100").value()) + "/messages";
  const auto agent = w.as(ports::role::agent);
  const auto refused = [&](const std::string& body) { return fields_of(w.ask(422, "POST", path, agent, body)); };
  CHECK(refused("{}") == std::vector<std::string>{"text"});
  CHECK(refused(R"({"text":"  "})") == std::vector<std::string>{"text"});
  CHECK(refused(R"({"text":7})") == std::vector<std::string>{"text"});
  CHECK(refused(R"({"text":")" + std::string(4097, 'a') + "\"}") == std::vector<std::string>{"text"});
  CHECK(refused(R"({"type":"fax","text":"x"})") == std::vector<std::string>{"type"});
  CHECK(refused(R"({"type":"template"})") == std::vector<std::string>{"template"});
  CHECK(refused(R"({"text":"x","txt":"y"})") == std::vector<std::string>{"txt"});
  CHECK(w.send("POST", path, agent, "[1]").status == 400);
  CHECK(w.send("POST", path, agent, "{").status == 400);
  CHECK(w.engine.commands.empty());
}

TEST_CASE("taking over tells what was already on its way") {
  world w;
  const auto path = list + "/" + flows::to_string(w.talk("5491155550100").value());
  const auto agent = w.as(ports::role::agent);
  w.engine.command_answer.control.suppressed = 2;
  w.engine.command_answer.control.in_flight = 1;
  const auto r = w.ask(200, "POST", path + "/take-over", agent, R"({"silence_ms":3600000,"reason":"cliente enojado"})");
  CHECK(r.root()["mode"].text() == "human");
  CHECK(r.root()["suppressed"].integer() == 2);
  CHECK(r.root()["in_flight"].integer() == 1);
  const auto& t = std::get<ports::take_over>(w.engine.commands.at(0).what);
  CHECK(t.silence == flows::milliseconds{3'600'000});
  CHECK(t.reason == "cliente enojado");
  w.ask(200, "POST", path + "/take-over", agent);
  CHECK(!std::get<ports::take_over>(w.engine.commands.at(1).what).silence);
  CHECK(fields_of(w.ask(422, "POST", path + "/take-over", agent, R"({"silence_ms":1})"))
        == std::vector<std::string>{"silence_ms"});
  CHECK(w.ask(200, "POST", path + "/hand-back", agent).root()["mode"].text() == "bot");
  CHECK(std::holds_alternative<ports::hand_back>(w.engine.commands.at(2).what));
}

TEST_CASE("a conversation is closed by its status") {
  world w;
  const auto path = list + "/" + flows::to_string(w.talk("5491155550100").value()) + "/status";
  const auto agent = w.as(ports::role::agent);
  CHECK(w.ask(200, "POST", path, agent, R"({"status":"resolved"})").root()["status"].text() == "resolved");
  CHECK(std::get<ports::set_status>(w.engine.commands.at(0).what).status == flows::conversation_status::resolved);
  CHECK(fields_of(w.ask(422, "POST", path, agent, R"({"status":"gone"})")) == std::vector<std::string>{"status"});
}

TEST_CASE("a command that is not durable is 503") {
  world w;
  const auto path = list + "/" + flows::to_string(w.talk("5491155550100").value());
  w.engine.command_answer.how = ports::command_result::outcome::unavailable;
  const auto r = w.send("POST", path + "/take-over", w.as(ports::role::agent));
  CHECK(r.status == 503);
  CHECK(!header_of(r, "Retry-After").empty());
}

TEST_CASE("a contact is changed, and only what was named") {
  world w;
  w.talk("5491155550100");
  const auto path =
      "/api/v1/contacts/" + flows::to_string(ports::contact_of(*w.crypto, acme, {"5491155550100", {}}).value());
  const auto agent = w.as(ports::role::agent);
  const auto changed =
      w.ask(200, "PATCH", path, agent, R"({"name":"Eva Paz","tags":["vip"],"attributes":{"ciudad":"Rosario"}})");
  CHECK(changed.root()["name"].text() == "Eva Paz");
  const auto read_back = w.ask(200, "GET", path, agent);
  CHECK(read_back.root()["tags"].items().at(0).text() == "vip");
  CHECK(read_back.root()["attributes"]["ciudad"].text() == "Rosario");
  CHECK(read_back.root()["phone"].text() == "5491155550100");
  CHECK(ids(w.ask(200, "GET", "/api/v1/contacts?q=Paz", agent)).size() == 1);
  CHECK(fields_of(w.ask(422, "PATCH", path, agent, R"({"name":1,"tags":"vip","attributes":[],"phone":"1"})"))
        == std::vector<std::string>{"name", "tags", "attributes", "phone"});
}
