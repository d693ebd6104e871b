#include "console.hpp"
#include "io/log/ring.hpp"
#include <set>

using namespace charla;
using namespace charla::api_test;

namespace {

std::string sub(const std::string& topic, const std::string& filter = "{}") {
  return R"({"t":"sub","id":1,"topic":")" + topic + R"(","filter":)" + filter + "}";
}

/// The items of the snapshot, by key.
std::map<std::string, json::value> items_of(const std::vector<json::document>& frames) {
  REQUIRE(!frames.empty()); // what is polled may have moved on already
  REQUIRE(frames[0].root()["t"].text() == "snap");
  std::map<std::string, json::value> items;
  for (const auto i : frames[0].root()["items"].items())
    items[std::string{*i["k"].text()}] = i["v"];
  return items;
}

ports::actor_info actor_named(std::uint64_t id, const std::string& type, const std::string& name) {
  ports::actor_info a;
  a.id = id;
  a.type = type;
  a.name = name;
  a.state = "idle";
  return a;
}

} // namespace

TEST_CASE("the log is read by who runs the installation, newest first, in pages", "[machine][R153]") {
  world w;
  log::ring kept;
  for (int i = 1; i <= 5; ++i)
    kept.keep(w.clock.now(), i == 3 ? ports::log_level::warn : ports::log_level::info, "sender.sent",
              R"({"timestamp":"x","level":"info","event":"sender.sent","service":"charla","attempt":)"
                  + std::to_string(i) + R"(,"channel":"wa_main"})");
  w.lines = &kept;
  w.open_doors();
  const auto owner = w.as(ports::role::owner);
  const auto first = w.ask(200, "GET", "/api/v1/logs?limit=2", owner);
  REQUIRE(first.root()["items"].items().size() == 2);
  const auto newest = first.root()["items"].items()[0];
  CHECK(newest["id"].text() == "5");
  CHECK(newest["event"].text() == "sender.sent");
  CHECK(newest["fields"]["attempt"].integer() == 5);
  CHECK(newest["fields"]["channel"].text() == "wa_main");
  CHECK_FALSE(newest["fields"]["service"].exists());
  const auto next = std::string{*first.root()["next"].text()};
  const auto second = w.ask(200, "GET", "/api/v1/logs?limit=10&after=" + next, owner);
  CHECK(second.root()["items"].items().size() == 3);
  CHECK(second.root()["next"].kind() == json::kind::null);
  CHECK(w.ask(200, "GET", "/api/v1/logs?level=warn", owner).root()["items"].items().size() == 1);
  CHECK(fields_of(w.ask(422, "GET", "/api/v1/logs?level=loud", owner)) == std::vector<std::string>{"level"});
  w.ask(403, "GET", "/api/v1/logs", w.as(ports::role::admin));
  w.ask(403, "GET", "/api/v1/logs", w.as(ports::role::owner, rival));

  console c{w, owner};
  c.hear();
  CHECK(items_of(c.say(sub("logs", R"({"level":"warn"})"))).size() == 1);
  console stranger{w, w.as(ports::role::owner, rival)};
  stranger.hear();
  CHECK(stranger.say(sub("logs")).at(0).root()["code"].text() == "forbidden");
}

TEST_CASE("a cluster node says what it carries and how fast it works", "[machine]") {
  world w;
  w.engine.carried.actors = 40;
  w.engine.carried.resident_conversations = 12;
  w.engine.carried.processed = 1000;
  w.engine.carried.turns_committed = 10;
  w.process = {5.0, 123'456'789};
  const auto who = w.as(ports::role::analyst);
  const auto before = w.ask(200, "GET", "/api/v1/nodes", who);
  const auto node = before.root()["items"].items().at(0);
  CHECK(node["name"].text() == "node-1");
  CHECK(node["build"].text() == "1.2.3");
  CHECK(node["actors"].integer() == 40);
  CHECK(node["resident_conversations"].integer() == 12);
  CHECK(node["rss_bytes"].integer() == 123'456'789);
  CHECK(node["processed_per_s"].number() == 0.0); // nothing to compare with yet
  CHECK(node["admission"].text() == "green");
  CHECK(node["workers"].items().at(0)["name"].text() == "send_worker");

  console c{w, who};
  c.hear();
  CHECK(items_of(c.say(sub("cluster"))).count("node-1") == 1);
  w.clock.at += std::chrono::seconds{9};
  w.engine.carried.processed += 5000;
  w.engine.carried.turns_committed += 20;
  w.process.cpu_seconds += 5;
  w.clock.at += std::chrono::milliseconds{600};
  const auto after = w.ask(200, "GET", "/api/v1/nodes", who);
  const auto busy = after.root()["items"].items().at(0);
  CHECK(busy["processed_per_s"].number() == Approx(500).epsilon(0.1));
  CHECK(busy["cpu_share"].number() == Approx(0.5).epsilon(0.1));
  const auto told = c.say(R"({"t":"sub","id":2,"topic":"metrics"})");
  const auto rates = items_of(told);
  CHECK(rates.at("now")["turns_per_s"].number() == Approx(2).epsilon(0.1));
  CHECK(rates.at("now")["feed_clients"].integer() == 1);
  CHECK(rates.at("now")["inbox"].integer() == 0);
  w.ask(403, "GET", "/api/v1/nodes", w.as(ports::role::agent));
}

TEST_CASE("the tree of actors is narrowed by words, by kind and by a number of conversations", "[machine]") {
  world w;
  const auto a = w.talk("5491155550100");
  const auto b = w.talk("5491155550101");
  const auto name = [](const flows::conversation_id& id) { return "conversation/" + flows::to_string(id.value()); };
  w.engine.tree.actors = {actor_named(1, "sender", "sender/1"), actor_named(2, "conversation", name(a)),
                          actor_named(3, "conversation", name(b))};
  const auto seen = [&](const std::string& filter) {
    console c{w, w.as(ports::role::owner)};
    c.hear();
    return items_of(c.say(sub("actors.tree", filter))).size();
  };
  CHECK(seen("{}") == 3);
  CHECK(seen(R"({"kind":"sender"})") == 1);
  CHECK(seen(R"({"conversations":1})") == 2);
  CHECK(seen(R"({"q":")" + flows::to_string(a.value()) + "\"}") == 1);
  CHECK(seen(R"({"q":"IDLE"})") == 3);
  console c{w, w.as(ports::role::owner)};
  c.hear();
  CHECK(c.say(sub("actors.tree", R"({"conversations":5000})")).at(0).root()["code"].text() == "bad_filter");
}

TEST_CASE("a conversation that is not in memory is shown as the store has it", "[machine]") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto filter = R"({"conversation":")" + flows::to_string(id.value()) + "\"}";
  console c{w, w.as(ports::role::owner)};
  c.hear();
  const auto rested = c.say(sub("actor", filter));
  auto items = items_of(rested);
  CHECK(items.size() == 7);
  CHECK(items["actor"]["resident"].boolean() == false);
  CHECK(items["actor"]["actor"].kind() == json::kind::null);
  CHECK(items["actor"]["mode"].text() == "bot");
  REQUIRE(items["memory"].items().size() == 2);
  CHECK(items["memory"].items()[0]["text"].text() == "hola");
  CHECK(items["turns"].items().size() == 1);
  CHECK(items["held"].items().size() == 1); // the answer has not left yet
  CHECK(c.say(sub("actor", R"({"conversation":"x"})")).at(0).root()["code"].text() == "bad_filter");

  ports::conversation_detail d;
  d.resident = true;
  d.actor = actor_named(7, "conversation", "conversation/" + flows::to_string(id.value()));
  d.state.version = 3;
  d.pending = {"inbound_message"};
  w.engine.inside[id] = d;
  w.clock.at += std::chrono::seconds{1};
  const auto deltas = c.hear();
  REQUIRE(deltas.size() == 1);
  std::set<std::string> changed;
  for (const auto op : deltas[0].root()["ops"].items())
    changed.insert(std::string{*op["k"].text()});
  CHECK(changed.count("actor") == 1);
  CHECK(changed.count("pending") == 1);
  CHECK(changed.count("timers") == 0);
  CHECK(changed.count("turns") == 0);

  console stranger{w, w.as(ports::role::owner, rival)};
  stranger.hear();
  CHECK(stranger.say(sub("actor", filter)).at(0).root()["t"].text() == "err");
}

TEST_CASE("a command to an actor answers what happened", "[machine]") {
  world w;
  const auto id = w.talk("5491155550100");
  w.engine.tree.actors = {actor_named(2, "conversation", "conversation/" + flows::to_string(id.value()))};
  const auto admin = w.as(ports::role::admin);
  const std::string step = R"({"command":"step","reason":"look closely"})";
  w.engine.actor_command_answer = {true, "turn_committed"};
  CHECK(w.ask(200, "POST", "/api/v1/actors/2/commands", admin, step).root()["what"].text() == "turn_committed");
  w.engine.actor_command_answer = {false, "not_paused"};
  const auto refused = w.ask(409, "POST", "/api/v1/actors/2/commands", admin, step);
  CHECK(refused.root()["detail"].text().value_or("").find("Pause") != std::string_view::npos);
}

TEST_CASE("the monitor of tasks is live, and says how long sends take", "[machine][R190]") {
  world w;
  console c{w, w.as(ports::role::analyst)};
  c.hear();
  const auto frames = c.say(sub("tasks"));
  auto items = items_of(frames);
  CHECK(items["stats"]["counts"]["PENDING"].integer() == 0);
  CHECK(items["stats"]["senders"].items().size() == 1);
  CHECK(items["stats"]["performance"]["accepted"]["count"].integer() == 0);
}
