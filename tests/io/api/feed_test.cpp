#include "console.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

std::string_view t_of(const json::document& d) { return d.root()["t"].text().value_or(""); }

ports::conversation_changed
changed(world& w, const flows::conversation_id& id, flows::control_mode mode = flows::control_mode::bot) {
  auto row = **w.admin->conversation(acme, id);
  row.mode = mode;
  return {row};
}

std::string
sub(const std::string& id, const std::string& topic, const std::string& filter = "{}", const std::string& more = "") {
  return R"({"t":"sub","id":)" + id + R"(,"topic":")" + topic + R"(","filter":)" + filter + more + "}";
}

} // namespace

TEST_CASE("the feed greets, and answers a ping") {
  world w;
  console c{w, w.as(ports::role::agent)};
  const auto hello = c.hear();
  REQUIRE(hello.size() == 1);
  CHECK(t_of(hello[0]) == "hello");
  CHECK(hello[0].root()["proto"].integer() == 1);
  const auto pong = c.say(R"({"t":"ping","n":7})");
  CHECK(t_of(pong.at(0)) == "pong");
  CHECK(pong.at(0).root()["n"].integer() == 7);
}

TEST_CASE("an upgrade is refused without sign-in, right, our origin or the subprotocol") {
  world w;
  const auto door = w.routes.websockets.at(0).second;
  CHECK(door(upgrade({})).refusal.status == 401);
  CHECK(door(upgrade(w.with_key({"simulate"}))).refusal.status == 403);
  auto foreign = upgrade(w.as(ports::role::agent));
  for (auto& h : foreign.headers)
    if (h.name == "Origin") h.value = "https://evil.test";
  CHECK(door(foreign).refusal.status == 403);
  auto plain = upgrade(w.as(ports::role::agent));
  std::erase_if(plain.headers, [](const auto& h) { return h.name == "Sec-WebSocket-Protocol"; });
  CHECK(door(plain).refusal.status == 400);
  CHECK(door(upgrade(w.with_key({"conversations:read"}))).session);
}

TEST_CASE("a subscription begins with a snapshot and goes on with deltas that follow each other") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto key = flows::to_string(id.value());
  console c{w, w.as(ports::role::agent)};
  c.hear();
  const auto snap = c.say(sub("\"in\"", "inbox"));
  REQUIRE(t_of(snap.at(0)) == "snap");
  CHECK(snap[0].root()["id"].text() == "in");
  CHECK(snap[0].root()["epoch"].integer() == 77);
  CHECK(snap[0].root()["items"].items().at(0)["k"].text() == key);
  auto seq = *snap[0].root()["seq"].integer();
  for (int i = 0; i < 3; ++i) {
    w.engine.publish(acme, w.clock.now(), changed(w, id, flows::control_mode::human));
    const auto delta = c.hear();
    REQUIRE(t_of(delta.at(0)) == "delta");
    CHECK(delta[0].root()["prev"].integer() == seq);
    seq = *delta[0].root()["seq"].integer();
    CHECK(delta[0].root()["ops"].items().at(0)["v"]["mode"].text() == "human");
  }
}

TEST_CASE("a burst of changes is one frame, and one op for each row") {
  world w;
  const auto id = w.talk("5491155550100");
  console c{w, w.as(ports::role::agent)};
  c.say(sub("1", "inbox"));
  for (int i = 0; i < 100; ++i)
    w.engine.publish(acme, w.clock.now(), changed(w, id));
  const auto delta = c.hear();
  REQUIRE(delta.size() == 1);
  CHECK(delta[0].root()["ops"].items().size() == 1);
}

TEST_CASE("a row that leaves the view is deleted from it") {
  world w;
  const auto id = w.talk("5491155550100");
  console c{w, w.as(ports::role::agent)};
  c.say(sub("1", "inbox", R"({"view":"bot"})"));
  w.engine.publish(acme, w.clock.now(), changed(w, id, flows::control_mode::human));
  const auto delta = c.hear();
  CHECK(delta.at(0).root()["ops"].items().at(0)["op"].text() == "del");
}

TEST_CASE("a thread tells of messages and of their delivery, each under its key") {
  world w;
  const auto id = w.talk("5491155550100");
  console c{w, w.as(ports::role::agent)};
  c.hear();
  const auto snap = c.say(sub("1", "conversation", R"({"id":")" + flows::to_string(id.value()) + "\"}"));
  std::vector<std::string> keys;
  for (const auto i : snap.at(0).root()["items"].items())
    keys.emplace_back(*i["k"].text());
  CHECK(keys == std::vector<std::string>{"conversation", "m1", "o1.0"});
  w.engine.publish(acme, w.clock.now(), said(id, 3, "gracias"));
  w.engine.publish(acme, w.clock.now(),
                   ports::message_status_changed{id, {id, 1, 0}, flows::message_status::read, "wamid.9", 0, ""});
  const auto frames = c.hear();
  const auto list = frames.at(0).root()["ops"].items();
  REQUIRE(list.size() == 2);
  CHECK(list[0]["k"].text() == "m3");
  CHECK(list[0]["v"]["text"].text() == "gracias");
  CHECK(list[1]["op"].text() == "patch");
  CHECK(list[1]["k"].text() == "o1.0");
  CHECK(list[1]["p"]["status"].text() == "read");
}

TEST_CASE("another tenant's conversation cannot be subscribed to, nor heard of") {
  world w;
  const auto theirs = w.talk("5491155550100", "wa_rival", rival);
  console c{w, w.as(ports::role::agent)};
  c.hear();
  const auto err = c.say(sub("1", "conversation", R"({"id":")" + flows::to_string(theirs.value()) + "\"}"));
  CHECK(t_of(err.at(0)) == "err");
  CHECK(err[0].root()["code"].text() == "forbidden");
  c.say(sub("2", "inbox"));
  w.engine.publish(rival, w.clock.now(), said(theirs, 3, "secreto"));
  CHECK(c.hear().empty());
}

TEST_CASE("a client that was away gets what it missed, or a snapshot when that is too long ago") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  w.engine.publish(acme, w.clock.now(), said(id, 3, "uno"));
  const auto filter = R"({"id":")" + flows::to_string(id.value()) + "\"}";
  w.engine.publish(acme, w.clock.now(), said(id, 4, "dos"));
  console c{w, agent};
  c.hear();
  const auto good = c.say(sub("1", "conversation", filter, R"(,"since":{"epoch":77,"seq":1})"));
  REQUIRE(good.size() == 2);
  CHECK(t_of(good[0]) == "resumed");
  CHECK(t_of(good[1]) == "delta");
  CHECK(good[1].root()["prev"].integer() == 1);
  CHECK(good[1].root()["seq"].integer() == 2);
  CHECK(good[1].root()["ops"].items().at(0)["v"]["text"].text() == "dos");
  const auto other = c.say(sub("2", "conversation", filter, R"(,"since":{"epoch":76,"seq":1})"));
  CHECK(t_of(other.at(0)) == "snap");
  CHECK(other[0].root()["reset"].text() == "epoch");
}

TEST_CASE("bad frames are answered, and the session goes on") {
  world w;
  console c{w, w.as(ports::role::agent)};
  c.hear();
  const auto code = [&](const std::string& frame) {
    return std::string{c.say(frame).at(0).root()["code"].text().value_or("")};
  };
  CHECK(code("{") == "bad_json");
  CHECK(code("[]") == "bad_frame");
  CHECK(code(R"({"t":"sub","topic":"inbox"})") == "bad_frame");
  CHECK(code(R"({"t":"sub","id":1})") == "bad_frame");
  CHECK(code(sub("1", "inbox", "{}", R"(,"since":3)")) == "bad_frame");
  CHECK(code(sub("1", "weather")) == "no_such_topic");
  CHECK(code(sub("1", "inbox", R"({"view":"x"})")) == "bad_filter");
  CHECK(code(sub("1", "conversation", R"({"id":"x"})")) == "bad_filter");
  CHECK(code(sub("1", "actors.tree")) == "forbidden");
  CHECK(c.say(R"({"t":"later invention"})").empty());
  CHECK(t_of(c.say(R"({"t":"ping"})").at(0)) == "pong");
}

TEST_CASE("one socket has at most 32 subscriptions") {
  world w;
  console c{w, w.as(ports::role::agent)};
  for (int i = 0; i < 32; ++i)
    c.say(sub(std::to_string(i), "inbox"));
  CHECK(c.say(sub("32", "inbox")).at(0).root()["code"].text() == "too_many_subs");
  c.say(R"({"t":"unsub","id":0})");
  CHECK(t_of(c.say(sub("32", "inbox")).at(0)) == "snap");
}

TEST_CASE("a slow client is spared the deltas and gets a snapshot when it reads again") {
  world w;
  const auto id = w.talk("5491155550100");
  console c{w, w.as(ports::role::agent)};
  c.say(sub("1", "inbox"));
  c.channel->queued = 2u << 20;
  for (int i = 0; i < 3000; ++i)
    w.engine.publish(acme, w.clock.now(), changed(w, id));
  CHECK(c.hear().empty());
  c.channel->queued = 0;
  const auto again = c.hear();
  REQUIRE(again.size() == 1);
  CHECK(t_of(again[0]) == "snap");
  c.channel->queued = 7u << 20;
  w.engine.publish(acme, w.clock.now(), changed(w, id));
  CHECK(c.hear().at(0).root()["code"].text() == "slow_consumer");
  CHECK(c.channel->closed);
}

TEST_CASE("whoever is signed out hears no more") {
  world w;
  const auto agent = w.as(ports::role::agent);
  console c{w, agent};
  c.say(sub("1", "inbox"));
  w.send("DELETE", "/api/v1/session", agent);
  w.clock.at += std::chrono::seconds{61};
  const auto bye = c.say(R"({"t":"ping"})");
  REQUIRE(bye.size() == 1);
  CHECK(t_of(bye[0]) == "bye");
  CHECK(bye[0].root()["code"].text() == "auth");
  CHECK(c.channel->closed == 4401);
}

TEST_CASE("actors, counts and dead letters are looked at again and only differences told") {
  world w;
  ports::actor_info a;
  a.id = 1;
  a.type = "shard";
  a.name = "shard/1";
  w.engine.tree.actors = {a};
  console c{w, w.as(ports::role::owner)};
  c.hear();
  CHECK(c.say(sub("1", "actors.tree")).at(0).root()["items"].items().size() == 1);
  CHECK(c.say(sub("2", "counts")).at(0).root()["items"].items().size() == 11);
  CHECK(c.say(sub("3", "dlq.groups")).at(0).root()["items"].items().empty());
  w.clock.at += std::chrono::seconds{6};
  CHECK(c.hear().empty());
  w.engine.tree.actors[0].mailbox = 9;
  w.talk("5491155550100");
  w.clock.at += std::chrono::seconds{6};
  const auto deltas = c.hear();
  REQUIRE(deltas.size() == 2);
  CHECK(deltas[0].root()["ops"].items().at(0)["v"]["mailbox"].integer() == 9);
  CHECK(deltas[1].root()["id"].integer() == 2);
}

TEST_CASE("a console that closed is forgotten") {
  world w;
  const auto id = w.talk("5491155550100");
  console c{w, w.as(ports::role::agent)};
  c.say(sub("1", "inbox"));
  CHECK(w.metrics.counts["charla_feed_clients"] == 1);
  c.session->on_close();
  CHECK(w.metrics.counts["charla_feed_clients"] == 0);
  w.engine.publish(acme, w.clock.now(), changed(w, id));
  CHECK(c.hear().empty());
}
