#include "fixture.hpp"
#include "sent.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

using names = std::vector<std::string>;

const std::string tasks = "/api/v1/tasks";
const std::string hello = R"({"phone":"+54 9 11 5555-0100","message":"Hola"})";

/// Asks for a send with the key, and makes it durable.
void ask_for(world& w, const headers& key, const std::string& client_id) {
  w.ask(202, "POST", "/api/v1/messages", key, R"({"to":"5491155550100","text":"x","client_id":")" + client_id + "\"}");
  keep(w);
}

/// The engine decides on the newest, and the provider has answered so.
void conclude(world& w, ports::send_fact::outcome how, const std::string& provider_id, const std::string& error = "") {
  const auto& c = w.engine.commands.back();
  const auto id = ports::conversation_of(*w.crypto, c.channel.id, c.to);
  ports::turn_write t;
  t.conversation = id;
  t.turn = flows::turn_id{w.crypto->row_uuid(1)};
  t.epoch = w.lane->epoch();
  t.summary.tenant = acme;
  t.summary.channel = c.channel.id;
  t.summary.contact = ports::contact_of(*w.crypto, acme, c.to);
  t.summary.peer = c.to;
  const auto pending = w.rows->reader().value()->pending(id, 10);
  REQUIRE(pending);
  for (const auto& p : *pending)
    t.causes.push_back(p.row);
  ports::message_row line;
  line.seq = 1;
  line.at = w.clock.now();
  line.dir = flows::direction::outbound;
  line.by = flows::author::system;
  line.type = "text";
  line.body = w.codec->encode(flows::content{flows::text_content{"x"}});
  line.send = std::int16_t{0};
  line.client_id = sent(w).message.client_id;
  t.messages.push_back(line);
  ports::outbox_write out;
  out.channel = c.channel.id;
  out.to = w.codec->encode(c.to);
  out.body = line.body;
  t.sends.push_back(out);
  ports::batch decided;
  decided.turns.push_back(t);
  REQUIRE(w.lane->apply(decided)->turns.at(0) == ports::verdict::ok);
  ports::batch sending;
  sending.claims.push_back({{id, 1, 0}, w.lane->epoch(), w.clock.now()});
  REQUIRE(w.lane->apply(sending)->claims.at(0) == ports::claim_verdict::granted);
  ports::send_fact f;
  f.out = {id, 1, 0};
  f.how = how;
  f.provider_id = provider_id;
  f.error_text = error;
  f.error_code = error.empty() ? 0 : 131026;
  f.at = w.clock.now();
  f.tenant = acme;
  ports::batch answered;
  answered.sends.push_back(f);
  REQUIRE(w.lane->apply(answered));
}

} // namespace

TEST_CASE("a task tells what became of the send: pending, then the provider's key") {
  world w;
  const auto key = w.with_key({"messages:send"});
  ask_for(w, key, "t1");
  auto t = w.ask(200, "GET", tasks + "/t1", key);
  CHECK(t.root()["status"].text() == "PENDING");
  CHECK(t.root()["to"].text() == "5491155550100");
  CHECK(t.root()["channel"].text() == "wa_main");
  conclude(w, ports::send_fact::outcome::accepted, "wamid.out");
  t = w.ask(200, "GET", tasks + "/t1", key);
  CHECK(t.root()["status"].text() == "SUCCESS");
  CHECK(t.root()["provider_id"].text() == "wamid.out");
  CHECK(t.root()["message_id"].text() == "o1.0");
  CHECK(t.root()["error"].kind() == json::kind::null);
}

TEST_CASE("a task that failed says why") {
  world w;
  const auto key = w.with_key({"messages:send"});
  ask_for(w, key, "t1");
  conclude(w, ports::send_fact::outcome::failed, "", "no es de WhatsApp");
  const auto t = w.ask(200, "GET", tasks + "/t1", key);
  CHECK(t.root()["status"].text() == "FAILURE");
  CHECK(t.root()["error"]["code"].integer() == 131026);
  CHECK(t.root()["error"]["text"].text() == "no es de WhatsApp");
  const auto old = w.ask(200, "GET", "/tasks/t1", key);
  CHECK(old.root()["result"]["success"].boolean() == false);
  CHECK(old.root()["result"]["evolution_key"].kind() == json::kind::null);
}

TEST_CASE("tasks are the tenant's own; who sees telephone numbers sees them") {
  world w;
  ask_for(w, w.with_key({"messages:send"}), "t1");
  w.ask(404, "GET", tasks + "/t1", w.with_key({"messages:read"}, rival));
  w.ask(404, "GET", tasks + "/none", w.with_key({"messages:read"}));
  w.ask(403, "GET", tasks + "/t1", w.with_key({"flows:read"}));
  CHECK(w.ask(200, "GET", tasks + "/t1", w.with_key({"messages:read"})).root()["to"].text() == "••••0100");
  CHECK(w.ask(200, "GET", tasks + "/t1", w.as(ports::role::analyst)).root()["to"].text() == "••••0100");
  CHECK(w.ask(200, "GET", tasks + "/t1", w.as(ports::role::agent)).root()["to"].text() == "5491155550100");
}

TEST_CASE("tasks are listed newest first, by state, page by page") {
  world w;
  const auto key = w.with_key({"messages:send"});
  for (const auto* id : {"t1", "t2", "t3"})
    ask_for(w, key, id);
  const auto first = w.ask(200, "GET", tasks + "?limit=2", key);
  REQUIRE(first.root()["items"].items().size() == 2);
  CHECK(first.root()["items"].items()[0]["task_id"].text() == "t3");
  const auto next = w.ask(200, "GET", tasks + "?limit=2&after=" + std::string{*first.root()["next"].text()}, key);
  REQUIRE(next.root()["items"].items().size() == 1);
  CHECK(next.root()["items"].items()[0]["task_id"].text() == "t1");
  CHECK(w.ask(200, "GET", tasks + "?state=SUCCESS", key).root()["items"].items().empty());
  CHECK(w.ask(200, "GET", tasks + "?state=PENDING", key).root()["items"].items().size() == 3);
  CHECK(fields_of(w.ask(422, "GET", tasks + "?state=DONE", key)) == names{"state"});
  CHECK(fields_of(w.ask(422, "GET", tasks + "?limit=0", key)) == names{"limit"});
}

TEST_CASE("the monitor's figures: counts by state, the senders and their speed") {
  world w;
  const auto key = w.with_key({"messages:send"});
  ask_for(w, key, "t1");
  ports::actor_info a;
  a.type = "sender";
  a.name = "sender/" + std::to_string(w.channel("wa_main").value());
  a.state = "idle";
  w.engine.tree.actors.push_back(a);
  a.name = "sender/" + std::to_string(w.channel("wa_rival", rival).value());
  w.engine.tree.actors.push_back(a);
  ports::number_fact n;
  n.tenant = acme;
  n.channel = w.channel("wa_main");
  n.at = w.clock.now();
  n.rate = 1000;
  REQUIRE(w.admin->put_number(n));
  const auto s = w.ask(200, "GET", tasks + "/stats", key);
  CHECK(s.root()["counts"]["PENDING"].integer() == 1);
  CHECK(s.root()["counts"]["SUCCESS"].integer() == 0);
  CHECK(s.root()["last_minute"]["PENDING"].integer() == 1);
  const auto senders = s.root()["senders"].items();
  REQUIRE(senders.size() == 1); // another tenant's is not ours to see
  CHECK(senders[0]["channel"].text() == "wa_main");
  CHECK(senders[0]["actor"]["state"].text() == "idle");
  CHECK(senders[0]["rate_per_second"].number() == 1000);
  CHECK(fields_of(w.ask(422, "GET", tasks + "/stats?since=ayer", key)) == names{"since"});
  w.clock.at += std::chrono::hours{25};
  CHECK(w.ask(200, "GET", tasks + "/stats", key).root()["counts"]["PENDING"].integer() == 0);
}

TEST_CASE("R192, R201: POST /messages queues a text by its instance") {
  world w;
  const auto key = w.with_key({"messages:send"});
  const auto r = w.ask(200, "POST", "/messages", key, hello);
  CHECK(r.root()["success"].boolean() == true);
  CHECK(r.root()["message"].text() == "Mensaje encolado correctamente para procesamiento");
  CHECK(flows::parse_uuid(r.root()["task_id"].text().value_or("")));
  CHECK(w.engine.commands[0].to.wa_id == "5491155550100");
  CHECK(std::get<flows::text_content>(sent(w).message.body).body == "Hola");
  CHECK(sent(w).submitted);
  for (const std::string instance : {"1001", "wa_main"})
    w.ask(200, "POST", "/messages", key,
          R"({"phone":"5491155550100","message":"x","instance_name":")" + instance + "\"}");
  CHECK(fields_of(
            w.ask(422, "POST", "/messages", key, R"({"phone":"5491155550100","message":"x","instance_name":"2002"})"))
        == names{"instance_name"});
}

TEST_CASE("R201: the instance of the configuration is the one that is meant when none is named") {
  world w;
  ports::channel_row second;
  second.tenant = acme;
  second.key = "evo";
  second.phone_number_id = "ventas";
  REQUIRE(w.admin->add_channel(second));
  w.config.evolution.instance = "ventas";
  w.open_doors();
  w.ask(200, "POST", "/messages", w.with_key({"messages:send"}), hello);
  CHECK(w.engine.commands[0].channel.key == "evo");
}

TEST_CASE("R197: POST /messages refuses by field before anything is queued") {
  world w;
  const auto refused = [&](const std::string& body) {
    return fields_of(w.ask(422, "POST", "/messages", w.with_key({"messages:send"}), body));
  };
  CHECK(refused("{}") == names{"phone", "message"});
  CHECK(refused(R"({"phone":"12345","message":"x"})") == names{"phone"});
  CHECK(refused(R"({"phone":"+0549115555","message":"x"})") == names{"phone"});
  CHECK(refused(R"({"phone":"5491155550100","message":""})") == names{"message"});
  CHECK(refused(R"({"phone":"5491155550100","message":")" + std::string(4097, 'x') + "\"}") == names{"message"});
  CHECK(w.engine.commands.empty());
}

TEST_CASE("R193, R199, R200: GET /tasks/{id} tells the state, and the provider's key once it is sent") {
  world w;
  const auto key = w.with_key({"messages:send"});
  const auto queued = w.ask(200, "POST", "/messages", key, hello);
  keep(w);
  const auto path = "/tasks/" + std::string{*queued.root()["task_id"].text()};
  const auto before = w.ask(200, "GET", path, key);
  CHECK(before.root()["status"].text() == "PENDING");
  CHECK(before.root()["result"].kind() == json::kind::null);
  conclude(w, ports::send_fact::outcome::accepted, "3EB0");
  const auto after = w.ask(200, "GET", path, key);
  CHECK(after.root()["status"].text() == "SUCCESS");
  CHECK(after.root()["result"].dump() == R"({"success":true,"phone":"+54 9 11 5555-0100","evolution_key":"3EB0"})");
}

TEST_CASE("R221: nobody sends without a key, but for a program on this machine in development") {
  world w;
  w.ask(401, "POST", "/messages", {}, hello);
  w.ask(401, "GET", "/tasks/x", {{"X-Test-Address", "127.0.0.1"}});
  w.config.security.development = true;
  w.open_doors();
  const headers here{{"X-Test-Address", "127.0.0.1"}};
  const auto queued = w.ask(200, "POST", "/messages", here, hello);
  keep(w);
  const auto path = "/tasks/" + std::string{*queued.root()["task_id"].text()};
  CHECK(w.ask(200, "GET", path, here).root()["status"].text() == "PENDING");
  w.ask(401, "GET", path, {{"X-Test-Address", "127.0.0.1"}, {"Sec-Fetch-Site", "cross-site"}});
  w.ask(401, "POST", "/messages", {{"X-Test-Address", "127.0.0.1"}, {"Origin", "https://evil.test"}}, hello);
}
