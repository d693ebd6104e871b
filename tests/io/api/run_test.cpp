#include "flow_given.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

constexpr const char* with_parameter =
    R"({"name":"Pedido","parameters":["pedido"],"start":"a","nodes":{"a":{"type":"send_text","fields":{"text":"Va {{pedido}}"},"exits":{}}}})";

const flows::run_request& request_of(const test::recording_engine::command_seen& seen) {
  const auto* change = std::get_if<ports::change_run>(&seen.what);
  REQUIRE(change != nullptr);
  return change->request;
}

struct talking {
  explicit talking(world& w) : conversation(w.talk("5491155550100")), runs(path_of(conversation) + "/runs") {}
  static std::string path_of(const flows::conversation_id& id) {
    return "/api/v1/conversations/" + flows::to_string(id.value());
  }
  flows::conversation_id conversation;
  std::string runs;
};

} // namespace

TEST_CASE("a flow is begun in a conversation with what it lists as its parameters") {
  world w;
  const auto admin = w.as(ports::role::admin);
  add_live(w, admin, with_parameter);
  const talking t{w};
  const auto agent = w.as(ports::role::agent);
  w.ask(200, "POST", t.runs, agent, R"({"flow":1,"variables":{"pedido":7},"client_id":"x1"})");
  REQUIRE(w.engine.commands.size() == 1);
  const auto& seen = w.engine.commands[0];
  CHECK(seen.to.wa_id == "5491155550100");
  CHECK(std::get<ports::change_run>(seen.what).client_id == "x1");
  CHECK(request_of(seen).what == flows::run_request::act::start);
  CHECK(request_of(seen).flow == flows::flow_id{1});
  CHECK(request_of(seen).variables == std::map<std::string, std::string>{{"pedido", "7"}});
}

TEST_CASE("a beginning that could come to nothing is refused by the field") {
  world w;
  const auto admin = w.as(ports::role::admin);
  add_live(w, admin, with_parameter);
  const talking t{w};
  CHECK(fields_of(w.ask(422, "POST", t.runs, admin, R"({"node":"a"})")) == std::vector<std::string>{"flow"});
  CHECK(fields_of(w.ask(422, "POST", t.runs, admin, R"({"flow":9})")) == std::vector<std::string>{"flow"});
  CHECK(fields_of(w.ask(422, "POST", t.runs, admin, R"({"flow":1,"version":9})"))
        == std::vector<std::string>{"version"});
  CHECK(fields_of(w.ask(422, "POST", t.runs, admin, R"({"flow":1,"node":"z","variables":{"otro":"x"}})"))
        == std::vector<std::string>{"node", "variables.otro"});
  CHECK(fields_of(w.ask(422, "POST", t.runs, admin, R"({"flow":1,"variables":{"pedido":[]}})"))
        == std::vector<std::string>{"variables.pedido"});
  w.ask(200, "POST", "/api/v1/flows/1/activate", admin, R"({"version":null})");
  CHECK(w.send("POST", t.runs, admin, R"({"flow":1})").status == 409);
  CHECK(w.engine.commands.empty());
}

TEST_CASE("a run is stopped, begun again and moved; without one there is nothing to move") {
  world w;
  const auto admin = w.as(ports::role::admin);
  add_live(w, admin, question("¿Quién?"));
  const talking t{w};
  CHECK(w.send("POST", t.runs + "/restart", admin).status == 409);
  CHECK(w.send("POST", t.runs + "/move", admin, R"({"node":"end"})").status == 409);
  commit_run(w, t.conversation, waiting_run({flows::flow_id{1}, 1}, "ask"));
  w.ask(200, "POST", t.runs + "/stop", admin);
  w.ask(200, "POST", t.runs + "/restart", admin);
  w.ask(200, "POST", t.runs + "/move", admin, R"({"node":"end"})");
  CHECK(fields_of(w.ask(422, "POST", t.runs + "/move", admin, R"({"node":"nowhere"})"))
        == std::vector<std::string>{"node"});
  CHECK(fields_of(w.ask(422, "POST", t.runs + "/stop", admin, R"({"why":"x"})")) == std::vector<std::string>{"why"});
  using act = flows::run_request::act;
  REQUIRE(w.engine.commands.size() == 3);
  CHECK(request_of(w.engine.commands[0]).what == act::stop);
  CHECK(request_of(w.engine.commands[1]).what == act::restart);
  CHECK(request_of(w.engine.commands[2]).what == act::move);
  CHECK(request_of(w.engine.commands[2]).node == "end");
  CHECK(request_of(w.engine.commands[2]).version == 1);
}

TEST_CASE("what the engine cannot store is not said to be done") {
  world w;
  const talking t{w};
  w.engine.command_answer.how = ports::command_result::outcome::unavailable;
  CHECK(w.send("POST", t.runs + "/stop", w.as(ports::role::admin)).status == 503);
}

TEST_CASE("runs of another tenant's conversation are not touched, nor its flows begun") {
  world w;
  add_live(w, w.as(ports::role::admin), with_parameter);
  const talking t{w};
  const auto stranger = w.as(ports::role::admin, rival);
  for (const std::string rest : {"", "/stop", "/restart", "/move"})
    CHECK(w.send("POST", t.runs + rest, stranger, R"({"flow":1,"node":"a"})").status == 404);
  const auto theirs = w.talk("5491155550100", "wa_rival", rival);
  CHECK(fields_of(w.ask(422, "POST", talking::path_of(theirs) + "/runs", stranger, R"({"flow":1})"))
        == std::vector<std::string>{"flow"});
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/events", stranger,
                        R"({"event":"paid","conversation":")" + flows::to_string(t.conversation.value()) + "\"}"))
        == std::vector<std::string>{"conversation"});
  CHECK(w.engine.commands.empty());
}

TEST_CASE("an event is told to a conversation, or to a number that may never have written") {
  world w;
  const auto key = w.with_key({"conversations:write"});
  const talking t{w};
  const auto id = flows::to_string(t.conversation.value());
  w.ask(200, "POST", "/api/v1/events", key, R"({"event":"paid","conversation":")" + id + R"(","variables":{"n":1.5}})");
  const auto fresh =
      w.ask(200, "POST", "/api/v1/events", key, R"({"event":"paid","channel":"wa_main","phone":"+54 9 11 5555-0199"})");
  w.ask(200, "POST", "/api/v1/events", key, R"({"event":"paid","to":"5491155550100","client_id":"k"})");
  REQUIRE(w.engine.commands.size() == 3);
  CHECK(request_of(w.engine.commands[0]).event == "paid");
  CHECK(request_of(w.engine.commands[0]).variables.at("n") == "1.5");
  CHECK(w.engine.commands[1].to.wa_id == "5491155550199");
  CHECK(fresh.root()["conversation_id"].text() != id);
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/events", key, R"({"conversation":"x","to":"1"})"))
        == std::vector<std::string>{"event", "to"});
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/events", key, R"({"event":"a","to":"abc","channel":"nope"})"))
        == std::vector<std::string>{"to", "channel"});
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/events", key, R"({"event":"a","conversation":"abc"})"))
        == std::vector<std::string>{"conversation"});
}

TEST_CASE("a contact that is changed is made known to the flow that runs") {
  world w;
  const talking t{w};
  const auto agent = w.as(ports::role::agent);
  const auto contact =
      "/api/v1/contacts/" + flows::to_string(ports::contact_of(*w.crypto, acme, {"5491155550100", {}}).value());
  w.ask(200, "PATCH", contact, agent, R"({"attributes":{"plan":"gold","visits":3},"tags":["vip","new"]})");
  w.ask(200, "PATCH", contact, agent,
        R"({"name":"Eva M","locale":"pt","consent":"opted_in","attributes":{"plan":"silver"},"tags":["vip"]})");
  REQUIRE(w.engine.commands.size() == 2);
  const auto* told = std::get_if<ports::tell_contact>(&w.engine.commands[1].what);
  REQUIRE(told != nullptr);
  const auto& c = told->change;
  CHECK(c.name == "Eva M");
  CHECK(c.language == "pt");
  CHECK(c.opted_in == true);
  CHECK(c.attributes == std::map<std::string, std::string>{{"plan", "silver"}, {"visits", ""}});
  CHECK(c.tags_removed == std::vector<std::string>{"new"});
  w.engine.command_answer.how = ports::command_result::outcome::overloaded;
  CHECK(w.send("PATCH", contact, agent, R"({"name":"Eva"})").status == 503);
}

TEST_CASE("a tenant's hours and zone are read before they are kept") {
  world w;
  const auto owner = w.as(ports::role::owner);
  w.posix_zone = [](const std::string& name) -> flows::result<std::string> {
    if (name == "America/Santiago") return "<-04>4<-03>,M9.1.6/24,M4.1.6/24";
    return flows::fail("clock.unknown_zone", "there is no zone " + name);
  };
  w.open_doors();
  const auto changed = w.ask(200, "PATCH", "/api/v1/tenants/1", owner,
                             R"({"business_hours":"mon-fri 09:00-18:00","timezone":"America/Santiago"})");
  CHECK(changed.root()["business_hours"].text() == "mon-fri 09:00-18:00");
  CHECK(w.admin->tenants()->front().business_hours == "mon-fri 09:00-18:00");
  CHECK(fields_of(w.ask(422, "PATCH", "/api/v1/tenants/1", owner,
                        R"({"business_hours":"mon-fri 9 to 6","timezone":"America/Atlantis"})"))
        == std::vector<std::string>{"timezone", "business_hours"});
  CHECK(w.ask(200, "PATCH", "/api/v1/tenants/1", owner, R"({"business_hours":""})").root()["business_hours"].text()
        == "");
}
