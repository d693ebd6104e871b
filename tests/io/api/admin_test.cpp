#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

constexpr const char* good_flow =
    R"({"graph":{"name":"Saludo","start":"a","nodes":{"a":{"type":"send_text","fields":{"text":"hola"},"exits":{}}}}})";

/// A dead letter of acme: its cause was given up.
std::string bury(world& w) {
  const auto id = w.talk("5491155550100");
  ports::inbox_append cause;
  cause.tenant = acme;
  cause.channel = w.channel("wa_main");
  cause.conversation = id;
  cause.provider_time = w.clock.now();
  cause.key[1] = 9;
  cause.kind = "inbound_message";
  cause.body = "{}";
  ports::batch b;
  b.appends.push_back(cause);
  const auto row = *w.lane->apply(b)->appends.at(0);
  ports::batch c;
  c.dead_letters.push_back({acme, id, {row}, {}, "flow.loop", "it goes in circles", {}, w.clock.now(), {}});
  REQUIRE(w.lane->apply(c)->dead_letters.at(0));
  return std::to_string(w.admin->dead_letters(acme, "open", "", 10)->items.at(0).id);
}

} // namespace

TEST_CASE("a channel's secrets are written and never read back") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto r =
      w.ask(200, "PATCH", "/api/v1/channels/wa_main", admin, R"({"credentials":{"app_secret":"a-new-long-secret"}})");
  CHECK(r.root()["credentials"]["app_secret"]["last4"].text() == "cret");
  CHECK(r.root()["credentials"]["access_token"]["set"].boolean() == true);
  for (const std::string path : {"/api/v1/channels", "/api/v1/channels/wa_main", "/api/v1/audit"})
    CHECK(w.send("GET", path, admin).body.find("a-new-long-secret") == std::string::npos);
  CHECK(w.engine.reloads == 1);
  const auto body = message_body("1001", "wamid.1", "5491155550100", "hola");
  CHECK(w.send("POST", "/api/webhooks/whatsapp", {{"X-Hub-Signature-256", w.signature(body)}}, body).status == 403);
  CHECK(
      w.send("POST", "/api/webhooks/whatsapp", {{"X-Hub-Signature-256", w.signature(body, "a-new-long-secret")}}, body)
          .status
      == 200);
}

TEST_CASE("a simulated channel needs only a key, and takes messages at once") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto made = w.ask(200, "POST", "/api/v1/channels", admin, R"({"key":"wa_demo"})");
  CHECK(made.root()["mode"].text() == "simulated");
  CHECK(w.send("POST", "/api/v1/simulate/inbound", admin, R"({"text":"hola","channel":"wa_demo"})").status == 200);
  CHECK(w.engine.accepted.at(0).at(0).channel.key == "wa_demo");
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/channels", admin, R"({"key":"wa_demo"})"))
        == std::vector<std::string>{"key"});
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/channels", admin, R"({"key":"whatsapp"})"))
        == std::vector<std::string>{"key"});
}

TEST_CASE("a channel goes live only where the installation does, and with all it needs") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const std::string live = R"({"key":"wa_live","mode":"live"})";
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/channels", admin, live))
        == std::vector<std::string>{"mode", "phone_number_id", "credentials.access_token", "credentials.app_secret",
                                    "credentials.verify_token"});
  w.config.channel.fake_mode = false;
  w.open_doors();
  w.ask(
      200, "POST", "/api/v1/channels", admin,
      R"({"key":"wa_live","mode":"live","phone_number_id":"3003","credentials":{"access_token":"t","app_secret":"s","verify_token":"v"}})");
  CHECK(w.admin->channels()->back().base_url == w.config.channel.graph_url);
}

TEST_CASE("no channel takes another's number, and nobody chooses where its provider answers") {
  world w;
  const auto admin = w.as(ports::role::admin);
  CHECK(fields_of(w.ask(422, "PATCH", "/api/v1/channels/wa_main", admin, R"({"phone_number_id":"2002"})"))
        == std::vector<std::string>{"phone_number_id"});
  CHECK(fields_of(w.ask(422, "PATCH", "/api/v1/channels/wa_main", admin, R"({"base_url":"http://169.254.169.254/"})"))
        == std::vector<std::string>{"base_url"});
  CHECK(fields_of(
            w.ask(422, "PATCH", "/api/v1/channels/wa_main", admin, R"({"group_quiet_ms":5000,"group_max_ms":1000})"))
        == std::vector<std::string>{"group_max_ms"});
}

TEST_CASE("a channel that is deleted is stopped and keeps its conversations") {
  world w;
  const auto admin = w.as(ports::role::admin);
  w.talk("5491155550100");
  CHECK(w.ask(200, "DELETE", "/api/v1/channels/wa_main", admin).root()["status"].text() == "stopped");
  CHECK(w.ask(200, "GET", "/api/v1/conversations", admin).root()["items"].items().size() == 1);
}

TEST_CASE("only the installation's owner adds tenants; an owner changes their own") {
  world w;
  CHECK(w.ask(200, "POST", "/api/v1/tenants", w.as(ports::role::owner), R"({"name":"Third"})").root()["id"].integer()
        == 3);
  CHECK(w.send("POST", "/api/v1/tenants", w.as(ports::role::owner, rival), R"({"name":"Third"})").status == 403);
  const auto mine = w.ask(200, "GET", "/api/v1/tenants", w.as(ports::role::owner, rival));
  CHECK(mine.root()["items"].items().size() == 1);
  CHECK(w.send("PATCH", "/api/v1/tenants/1", w.as(ports::role::owner, rival), R"({"name":"x"})").status == 404);
  const auto changed =
      w.ask(200, "PATCH", "/api/v1/tenants/2", w.as(ports::role::owner, rival), R"({"memory":30,"locale":"pt"})");
  CHECK(changed.root()["memory"].integer() == 30);
  CHECK(fields_of(w.ask(422, "PATCH", "/api/v1/tenants/2", w.as(ports::role::owner, rival),
                        R"({"memory":0,"locale":"fr","human_override_ms":5})"))
        == std::vector<std::string>{"locale", "memory", "human_override_ms"});
}

TEST_CASE("users: an admin makes no owner, the last owner stays, a changed role ends sessions") {
  world w;
  const auto owner = w.as(ports::role::owner);
  const auto admin = w.as(ports::role::admin);
  const std::string eva = R"({"email":"Eva@acme.test","name":"Eva","password":"a long password","role":)";
  CHECK(w.send("POST", "/api/v1/users", admin, eva + "\"owner\"}").status == 403);
  const auto made = w.ask(200, "POST", "/api/v1/users", admin, eva + "\"agent\"}");
  CHECK(made.root()["email"].text() == "eva@acme.test");
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/users", admin, eva + "\"agent\"}")) == std::vector<std::string>{"email"});
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/users", admin, R"({"email":"x","role":"boss","password":"short"})"))
        == std::vector<std::string>{"email", "name", "role", "password"});
  const auto path = "/api/v1/users/" + std::to_string(*made.root()["id"].integer());
  const auto in = w.send("POST", "/api/v1/session", {}, R"({"email":"eva@acme.test","password":"a long password"})");
  const auto cookie = header_of(in, "Set-Cookie");
  const headers eva_in{{"Cookie", cookie.substr(0, cookie.find(';'))}};
  CHECK(w.send("GET", "/api/v1/session", eva_in).status == 200);
  CHECK(w.ask(200, "PATCH", path, admin, R"({"role":"analyst"})").root()["role"].text() == "analyst");
  CHECK(w.send("GET", "/api/v1/session", eva_in).status == 401);
  CHECK(w.send("PATCH", path, admin, R"({"role":"owner"})").status == 403);
  const auto me = w.ask(200, "GET", "/api/v1/session", owner).root()["user"]["id"].integer();
  CHECK(w.send("PATCH", "/api/v1/users/" + std::to_string(*me), owner, R"({"role":"admin"})").status == 409);
  CHECK(w.send("GET", "/api/v1/users", owner).body.find("argon2") == std::string::npos);
}

TEST_CASE("a flow is checked, kept as a version, and activated") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto made = w.ask(200, "POST", "/api/v1/flows", admin, good_flow);
  CHECK(made.root()["version"].integer() == 1);
  CHECK(made.root()["name"].text() == "Saludo");
  const auto path = "/api/v1/flows/" + std::to_string(*made.root()["id"].integer());
  CHECK(w.ask(200, "POST", path + "/versions", admin, good_flow).root()["version"].integer() == 2);
  CHECK(w.send("POST", path + "/activate", admin, R"({"version":2})").status == 200);
  CHECK(w.ask(200, "GET", path, admin).root()["status"].text() == "active");
  CHECK(w.ask(200, "GET", path + "?version=1", admin).root()["graph"]["start"].text() == "a");
  CHECK(w.send("POST", path + "/activate", admin, R"({"version":9})").status == 404);
  CHECK(w.send("GET", path + "?version=9", admin).status == 404);
  CHECK(w.engine.reloads == 3);
}

TEST_CASE("a flow that cannot run is refused with the path of each mistake") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto p =
      w.ask(422, "POST", "/api/v1/flows", admin,
            R"({"graph":{"name":"x","start":"nowhere","nodes":{"a":{"type":"send_text","fields":{},"exits":{}}}}})");
  CHECK(fields_of(p) == std::vector<std::string>{"graph.nodes.a.fields.text", "graph.start"});
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/flows", admin, R"({"graph":{"nodes":7}})")).size() == 1);
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/flows", admin, "{}")) == std::vector<std::string>{"graph"});
  CHECK(w.admin->flows(acme)->empty());
}

TEST_CASE("actors: a tenant sees services and its own conversations, and commands only these") {
  world w;
  const auto mine = flows::to_string(w.talk("5491155550100").value());
  const auto theirs = flows::to_string(w.talk("5491155550100", "wa_rival", rival).value());
  for (const auto& [id, type, name] : {std::tuple<int, std::string, std::string>{1, "shard", "shard/1"},
                                       {2, "conversation", "conversation/" + mine},
                                       {3, "conversation", "conversation/" + theirs}}) {
    ports::actor_info a;
    a.id = static_cast<std::uint64_t>(id);
    a.type = type;
    a.name = name;
    a.state = "idle";
    w.engine.tree.actors.push_back(a);
  }
  const auto admin = w.as(ports::role::admin);
  CHECK(w.ask(200, "GET", "/api/v1/actors", admin).root()["items"].items().size() == 2);
  CHECK(w.ask(200, "GET", "/api/v1/actors", w.as(ports::role::owner)).root()["items"].items().size() == 3);
  const std::string restart = R"({"command":"restart","reason":"it is stuck"})";
  CHECK(w.send("POST", "/api/v1/actors/3/commands", admin, restart).status == 404);
  CHECK(w.send("POST", "/api/v1/actors/1/commands", admin, restart).status == 403);
  CHECK(w.send("POST", "/api/v1/actors/2/commands", admin, restart).status == 200);
  CHECK(w.send("POST", "/api/v1/actors/1/commands", w.as(ports::role::owner), restart).status == 200);
  CHECK(w.engine.actor_commands
        == std::vector<std::pair<std::uint64_t, ports::actor_command>>{{2, ports::actor_command::restart},
                                                                       {1, ports::actor_command::restart}});
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/actors/2/commands", admin, R"({"command":"explode"})"))
        == std::vector<std::string>{"command", "reason"});
  const auto audit = w.ask(200, "GET", "/api/v1/audit", admin);
  CHECK(audit.root()["items"].items().at(0)["details"]["reason"].text() == "it is stuck");
}

TEST_CASE("one conversation's actor is looked into") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto path = "/api/v1/conversations/" + flows::to_string(id.value()) + "/actor";
  const auto admin = w.as(ports::role::admin);
  CHECK(w.send("GET", path, admin).status == 404);
  ports::conversation_detail d;
  d.resident = true;
  d.actor.state = "grouping";
  d.state.contact_name = "Eva";
  flows::message said;
  said.body = flows::text_content{"hola"};
  d.state.memory.push_back(said);
  d.pending = {"inbound_message"};
  w.engine.inside[id] = d;
  const auto r = w.ask(200, "GET", path, admin);
  CHECK(r.root()["actor"]["state"].text() == "grouping");
  CHECK(r.root()["pending"].items().at(0).text() == "inbound_message");
  CHECK(r.root()["state"].kind() == json::kind::object);
  CHECK(r.root()["memory"].items().at(0)["text"].text() == "hola");
  CHECK(w.ask(200, "GET", path, w.with_key({"actors:read"})).root()["memory"].kind() == json::kind::null);
}

TEST_CASE("a dead letter is seen, tried again once, or closed with a reason") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto id = bury(w);
  const auto all = w.ask(200, "GET", "/api/v1/dead-letters", admin);
  CHECK(all.root()["items"].items().at(0)["reason"].text() == "flow.loop");
  CHECK(w.send("GET", "/api/v1/dead-letters/" + id, admin).status == 200);
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/dead-letters/" + id + "/discard", admin))
        == std::vector<std::string>{"reason"});
  CHECK(w.send("POST", "/api/v1/dead-letters/" + id + "/redrive", admin).status == 200);
  CHECK(w.send("POST", "/api/v1/dead-letters/" + id + "/redrive", admin).status == 409);
  CHECK(w.send("POST", "/api/v1/dead-letters/" + id + "/discard", admin, R"({"reason":"x"})").status == 409);
  CHECK(w.ask(200, "GET", "/api/v1/dead-letters", admin).root()["items"].items().empty());
  CHECK(w.ask(200, "GET", "/api/v1/dead-letters?state=all", admin).root()["items"].items().size() == 1);
  CHECK(w.send("GET", "/api/v1/dead-letters?state=x", admin).status == 422);
}

TEST_CASE("system events, backlog and audit are read") {
  world w;
  const auto owner = w.as(ports::role::owner);
  REQUIRE(w.admin->add_system_event({acme, w.clock.now(), "warn", "account_update", "m", R"({"a":1})"}));
  REQUIRE(w.admin->add_system_event({flows::tenant_id{}, w.clock.now(), "warn", "unknown_phone_number_id", "m", "{}"}));
  const auto mine = w.ask(200, "GET", "/api/v1/system-events", owner);
  REQUIRE(mine.root()["items"].items().size() == 1);
  CHECK(mine.root()["items"].items()[0]["metadata"]["a"].integer() == 1);
  CHECK(w.ask(200, "GET", "/api/v1/system-events?installation=true", owner).root()["items"].items()[0]["type"].text()
        == "unknown_phone_number_id");
  CHECK(w.send("GET", "/api/v1/system-events?installation=true", w.as(ports::role::owner, rival)).status == 403);
  CHECK(w.ask(200, "GET", "/api/v1/backlog", owner).root()["dead_letters"].integer() == 0);
}
