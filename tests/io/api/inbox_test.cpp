#include "going_on.hpp"
#include "io/json/event_codec.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

template <class Command>
const Command& only_command(world& w) {
  REQUIRE(w.engine.commands.size() == 1);
  return std::get<Command>(w.engine.commands[0].what);
}

} // namespace

TEST_CASE("PATCH gives a conversation to a colleague, marks it and sets it aside") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent); // agent2@1.test
  const auto r = w.send("PATCH", path_of(id), agent,
                        R"({"assignee":" Agent2@1.test ","team":"ventas","labels":["vip"],)"
                        R"("snoozed_until":"2026-12-01T09:00:00-03:00"})");
  CHECK(r.status == 200);
  CHECK(r.body == R"({"ok":true})");
  const auto& change = only_command<ports::change_desk>(w).change;
  CHECK(change.assignee == "agent2@1.test");
  CHECK(change.team == "ventas");
  CHECK(change.labels == std::vector<std::string>{"vip"});
  CHECK(change.snoozed_until == flows::from_unix_ms(1'796'126'400'000));
  CHECK_FALSE(change.wakes);
  CHECK(w.admin->audit(acme, "", 10)->items.at(0).action == "conversation.change");
}

TEST_CASE("what PATCH does not name stays, and an empty text takes away") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  w.ask(200, "PATCH", path_of(id), agent, R"({"assignee":"","snoozed_until":""})");
  const auto& change = only_command<ports::change_desk>(w).change;
  CHECK(change.assignee == "");
  CHECK_FALSE(change.team);
  CHECK_FALSE(change.labels);
  CHECK(change.wakes);
  CHECK_FALSE(change.snoozed_until);
}

TEST_CASE("PATCH of a conversation is refused by field") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  w.as(ports::role::agent, rival); // agent3@2.test
  const auto refused = [&](const std::string& body) {
    return fields_of(w.ask(422, "PATCH", path_of(id), agent, body));
  };
  using fields = std::vector<std::string>;
  CHECK(refused("{}") == fields{"assignee"});
  CHECK(refused(R"({"assignee":"nobody@1.test"})") == fields{"assignee"});
  CHECK(refused(R"({"assignee":"agent3@2.test"})") == fields{"assignee"});
  CHECK(refused(R"({"snoozed_until":"mañana"})") == fields{"snoozed_until"});
  CHECK(refused(R"({"snoozed_until":"2001-01-01T00:00:00Z"})") == fields{"snoozed_until"});
  CHECK(refused(R"({"labels":"vip"})") == fields{"labels"});
  CHECK(refused(R"({"labels":[""]})") == fields{"labels"});
  CHECK(refused(R"({"asignee":"x"})") == fields{"assignee", "asignee"});
  CHECK(w.send("PATCH", path_of(id), w.as(ports::role::analyst), R"({"team":"x"})").status == 403);
  const auto theirs = w.talk("5491155550101", "wa_rival", rival);
  CHECK(w.send("PATCH", path_of(theirs), agent, R"({"team":"x"})").status == 404);
  CHECK(w.engine.commands.empty());
  auto gone = **w.admin->user_by_email("agent2@1.test");
  gone.status = "inactive";
  REQUIRE(*w.admin->update_user(gone));
  CHECK(fields_of(w.ask(422, "PATCH", path_of(id), w.as(ports::role::agent), R"({"assignee":"agent2@1.test"})"))
        == fields{"assignee"});
}

TEST_CASE("a note goes to the engine with the name of who writes it, and the same key is one note") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent); // Ana 2
  const auto notes = path_of(id, "/notes");
  CHECK(w.send("POST", notes, agent, R"({"text":"paga tarde","client_id":"n-1"})").body == R"({"ok":true})");
  const auto& note = only_command<ports::write_note>(w).note;
  CHECK(note.text == "paga tarde");
  CHECK(note.author_name == "Ana 2");
  CHECK(note.client_id == "n-1");
  CHECK(fields_of(w.ask(422, "POST", notes, agent, R"({"text":" "})")) == std::vector<std::string>{"text"});

  turn_on(w, id, [&](ports::turn_write& t) {
    t.messages.push_back(line(w, 3, flows::note_content{"paga tarde"}, "n-1"));
    t.messages.push_back(line(w, 4, flows::text_content{"hola"}, "m-1"));
  });
  w.ask(200, "POST", notes, agent, R"({"text":"paga tarde","client_id":"n-1"})");
  CHECK(w.engine.commands.size() == 1);
  w.ask(409, "POST", notes, agent, R"({"text":"otra","client_id":"m-1"})");
  // Nor is a note's key good for a message: it would never be sent.
  w.ask(409, "POST", path_of(id, "/messages"), agent, R"({"text":"hola","client_id":"n-1"})");
  CHECK(w.engine.commands.size() == 1);
  const auto thread = w.ask(200, "GET", path_of(id, "/messages"), agent);
  const auto shown = thread.root()["items"].items().at(2);
  CHECK(shown["type"].text() == "note");
  CHECK(shown["text"].text() == "paga tarde");
  CHECK(shown["author"].text() == "human");
  CHECK_FALSE(shown["status"].exists());
}

TEST_CASE("a conversation says who has it and who waits") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  const auto fresh = w.ask(200, "GET", path_of(id), agent);
  CHECK(fresh.root()["assignee"].text() == "");
  CHECK(fresh.root()["labels"].items().empty());
  CHECK(fresh.root()["waiting_since"].kind() == json::kind::null);
  CHECK(fresh.root()["last_author"].text() == "");
  turn_on(w, id, [&](ports::turn_write& t) {
    t.summary.assignee = "agent2@1.test";
    t.summary.team = "ventas";
    t.summary.labels = {"vip"};
    t.summary.waiting_since = flows::from_unix_ms(1'794'999'000'000);
    t.summary.last_author = flows::author::contact;
  });
  const auto shown = w.ask(200, "GET", path_of(id), agent);
  CHECK(shown.root()["assignee"].text() == "agent2@1.test");
  CHECK(shown.root()["team"].text() == "ventas");
  CHECK(shown.root()["labels"].items().at(0).text() == "vip");
  CHECK(shown.root()["waiting_since"].text() == "2026-11-18T10:50:00.000Z");
  CHECK(shown.root()["snoozed_until"].kind() == json::kind::null);
  CHECK(shown.root()["last_author"].text() == "customer");
}

TEST_CASE("a failed message is sent again once a click, and again when that fails too") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  const auto version = bubble(w, id, 3, "m-1", true);
  const auto name = "o" + std::to_string(version) + ".0";
  const auto again = path_of(id, "/messages/" + name + "/retry");
  const auto key = "retry:" + flows::to_string(id.value()) + ":" + name + ":";

  CHECK(w.ask(200, "POST", again, agent).root()["client_id"].text() == key + "1");
  const auto& m = only_command<ports::send_message>(w).message;
  CHECK(m.client_id == key + "1");
  CHECK(m.by == flows::author::human);
  CHECK(std::get<flows::text_content>(m.body).body == "hola de nuevo");

  SECTION("a second click while it is on its way sends nothing") {
    bubble(w, id, 4, key + "1", false);
    CHECK(w.ask(200, "POST", again, agent).root()["client_id"].text() == key + "1");
    CHECK(w.engine.commands.size() == 1);
  }
  SECTION("after a second failure there is a second try") {
    bubble(w, id, 4, key + "1", true);
    CHECK(w.ask(200, "POST", again, agent).root()["client_id"].text() == key + "2");
    CHECK(w.engine.commands.size() == 2);
  }
}

TEST_CASE("only what has failed is sent again") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  const auto retry = [&](const std::string& message) {
    return w.send("POST", path_of(id, "/messages/" + message + "/retry"), agent).status;
  };
  CHECK(retry("o1.0") == 409);
  CHECK(retry("o9.0") == 404);
  CHECK(retry("m1") == 404);
  CHECK(retry("o") == 404);
  CHECK(retry("o1.99999") == 404);
  CHECK(w.engine.commands.empty());
}

TEST_CASE("a person's message may wait for its moment, at most thirty days") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  const auto messages = path_of(id, "/messages");
  const auto at = [&](std::chrono::hours ahead) {
    return R"({"text":"hola","send_at":")" + json::time_text(w.clock.now() + ahead) + "\"}";
  };
  w.ask(200, "POST", messages, agent, at(std::chrono::hours{24 * 29}));
  CHECK(only_command<ports::send_message>(w).message.send_at == w.clock.now() + std::chrono::hours{24 * 29});
  CHECK(fields_of(w.ask(422, "POST", messages, agent, at(std::chrono::hours{24 * 31})))
        == std::vector<std::string>{"send_at"});
  CHECK(fields_of(w.ask(422, "POST", messages, agent, at(std::chrono::hours{-1})))
        == std::vector<std::string>{"send_at"});
  CHECK(fields_of(w.ask(422, "POST", messages, agent, R"({"text":"hola","send_at":"mañana"})"))
        == std::vector<std::string>{"send_at"});
}
