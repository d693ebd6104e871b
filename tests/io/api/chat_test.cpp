#include "fixture.hpp"
#include "io/api/chat.hpp"
#include "wire.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

using names = std::vector<std::string>;

/// An installation with a host of acme's, which asks by /chat and waits.
struct host_world : world {
  host_world() {
    ports::channel_row row;
    row.tenant = acme;
    row.key = "app";
    row.type = "host";
    REQUIRE(admin->add_channel(row));
    open_doors();
    key = with_key({"messages:send"});
  }

  /// Asks; the answer comes when the turn has come.
  std::shared_ptr<std::vector<ports::http_response>> ask_bot(const std::string& body) {
    auto answers = std::make_shared<std::vector<ports::http_response>>();
    ports::http_request r;
    r.method = "POST";
    r.target = "/chat";
    parse_target(r);
    r.headers = key;
    r.headers.push_back({"Content-Type", "application/json"});
    r.body = body;
    r.remote_address = "192.0.2.7";
    r.correlation_id = "corr-1";
    for (const auto& route : routes.http)
      if (route.method == "POST" && route.pattern == "/chat")
        route.handle(r, std::make_shared<ports::responder>(
                            [answers](ports::http_response a) { answers->push_back(std::move(a)); }));
    return answers;
  }

  flows::conversation_id conversation() {
    return ports::conversation_of(*crypto, channel("app"), {"5491155550100", {}});
  }

  /// What the engine does with the newest message: a turn with these answers, durable and told to who watches.
  void take_turn(std::int64_t base,
                 const std::vector<flows::content>& says,
                 flows::control_mode mode = flows::control_mode::bot) {
    const auto& e = engine.accepted.back().at(0);
    const auto& m = std::get<flows::inbound_message>(e.event.what);
    ports::turn_write t;
    t.conversation = conversation();
    t.turn = flows::turn_id{crypto->row_uuid(base)};
    t.epoch = lane->epoch();
    t.base_version = base;
    t.summary.tenant = acme;
    t.summary.channel = channel("app");
    t.summary.contact = ports::contact_of(*crypto, acme, m.from);
    t.summary.peer = m.from;
    ports::message_row line;
    line.seq = ++seq_;
    line.at = clock.now();
    line.type = "text";
    line.body = codec->encode(m.body);
    line.provider_id = m.provider_id;
    t.messages.push_back(line);
    for (std::size_t i = 0; i < says.size(); ++i) {
      ports::message_row out = line;
      out.seq = ++seq_;
      out.dir = flows::direction::outbound;
      out.by = flows::author::bot;
      out.type = flows::type_name(says[i]);
      out.body = codec->encode(says[i]);
      out.provider_id.clear();
      out.send = static_cast<std::int16_t>(i);
      t.messages.push_back(out);
      ports::outbox_write row;
      row.channel = t.summary.channel;
      row.to = codec->encode(m.from);
      flows::outgoing_request body;
      body.by = flows::author::bot;
      body.body = says[i];
      body.to = m.from;
      row.body = codec->encode(flows::cause_body{body});
      t.sends.push_back(row);
    }
    ports::batch b;
    b.turns.push_back(t);
    REQUIRE(lane->apply(b)->turns.at(0) == ports::verdict::ok);
    flows::message said;
    said.body = m.body;
    said.provider_id = m.provider_id;
    engine.publish(acme, clock.now(), ports::message_added{t.conversation, said, base + 1});
    ports::conversation_row row;
    row.id = t.conversation;
    row.version = base + 1;
    row.mode = mode;
    engine.publish(acme, clock.now(), ports::conversation_changed{row});
    run_later();
  }

  /// What was accepted last, made durable: that the host has the bubbles.
  void keep_statuses() {
    ports::batch b;
    for (const auto& e : engine.accepted.back())
      b.statuses.push_back(std::get<ports::status_fact>(e.event.what));
    REQUIRE(lane->apply(b));
  }
  std::size_t waiting() { return rows->reader().value()->outbox_of(conversation())->size(); }

  headers key;

private:
  std::int64_t seq_ = 0;
};

const std::string hello = R"({"from":"+54 9 11 5555-0100","name":"Ana","text":"precio","message_id":"m1"})";

flows::content text(const std::string& t) { return flows::text_content{t}; }

} // namespace

TEST_CASE("R091, R092: a host's message is answered with the bubbles of its turn, in order") {
  host_world w;
  const auto answers = w.ask_bot(hello);
  CHECK(answers->empty());
  REQUIRE(w.engine.accepted.size() == 1);
  const auto& e = w.engine.accepted[0].at(0);
  CHECK(e.channel.key == "app");
  const auto& m = std::get<flows::inbound_message>(e.event.what);
  CHECK(m.from.wa_id == "5491155550100");
  CHECK(m.profile_name == "Ana");
  CHECK(m.provider_id == "m1");
  flows::media_content picture;
  picture.url = "https://x.test/a.png";
  w.take_turn(0, {text("Hola"), picture, text("¿Algo más?")});
  REQUIRE(answers->size() == 1);
  CHECK(answers->front().status == 200);
  CHECK(answers->front().body
        == R"({"status":"ok","send":true,"messages":[{"part":1,"total":3,"text":"Hola","type":"text"},)"
           R"({"part":2,"total":3,"imageUrl":"https://x.test/a.png","type":"image"},)"
           R"({"part":3,"total":3,"text":"¿Algo más?","type":"text"}]})");
}

TEST_CASE("what the host has is delivered: nothing of it waits any more") {
  host_world w;
  (void)w.ask_bot(hello);
  w.take_turn(0, {text("Hola")});
  REQUIRE(w.engine.accepted.size() == 2);
  const auto& f = std::get<ports::status_fact>(w.engine.accepted[1].at(0).event.what);
  CHECK(f.status == flows::message_status::delivered);
  CHECK(w.waiting() == 1);
  w.keep_statuses();
  CHECK(w.waiting() == 0);
}

TEST_CASE("what could not be noted as taken is not given") {
  host_world w;
  const auto answers = w.ask_bot(hello);
  w.engine.accept_answer = ports::accept_outcome::unavailable;
  w.take_turn(0, {text("Hola")});
  REQUIRE(answers->size() == 1);
  CHECK(answers->front().status == 503);
}

TEST_CASE("R093: while a person has the conversation the answer is ignored, and nothing is taken") {
  host_world w;
  const auto answers = w.ask_bot(hello);
  w.take_turn(0, {}, flows::control_mode::human);
  REQUIRE(answers->size() == 1);
  CHECK(answers->front().body == R"({"status":"ignored","send":false,"messages":[]})");
  CHECK(w.engine.accepted.size() == 1);
}

TEST_CASE("the bubble with which the bot hands over is still said") {
  host_world w;
  const auto answers = w.ask_bot(hello);
  w.take_turn(0, {text("Te paso con un humano")}, flows::control_mode::human);
  REQUIRE(answers->size() == 1);
  CHECK(read(answers->front().body).root()["status"].text() == "ok");
  CHECK(read(answers->front().body).root()["messages"].items().size() == 1);
}

TEST_CASE("a turn that says nothing is ok and sends nothing") {
  host_world w;
  const auto answers = w.ask_bot(hello);
  w.take_turn(0, {});
  REQUIRE(answers->size() == 1);
  CHECK(answers->front().body == R"({"status":"ok","send":false,"messages":[]})");
}

TEST_CASE("a turn that does not come in time is a 504; asked again, the same message gets its answer") {
  host_world w;
  const auto late = w.ask_bot(hello);
  for (int i = 0; i < 160; ++i)
    w.run_later();
  REQUIRE(late->size() == 1);
  CHECK(late->front().status == 504);
  w.take_turn(0, {text("Hola")});
  CHECK(late->size() == 1);
  const auto again = w.ask_bot(hello);
  REQUIRE(again->size() == 1);
  CHECK(read(again->front().body).root()["messages"].items().at(0)["text"].text() == "Hola");
  w.keep_statuses();
  const auto third = w.ask_bot(hello); // the second answer was lost on its way, say
  REQUIRE(third->size() == 1);
  CHECK(third->front().body == again->front().body);
  CHECK(w.waiting() == 0);
}

TEST_CASE("another conversation's turn answers nobody here") {
  host_world w;
  const auto answers = w.ask_bot(hello);
  flows::message other;
  other.provider_id = "m1";
  const auto elsewhere = ports::conversation_of(*w.crypto, w.channel("app"), {"5491155550199", {}});
  w.engine.publish(acme, w.clock.now(), ports::message_added{elsewhere, other, 1});
  ports::conversation_row row;
  row.id = elsewhere;
  row.version = 1;
  w.engine.publish(acme, w.clock.now(), ports::conversation_changed{row});
  row.id = w.conversation(); // ours has changed, but not by this message
  w.engine.publish(acme, w.clock.now(), ports::conversation_changed{row});
  w.run_later();
  CHECK(answers->empty());
}

TEST_CASE("a host's bad question is refused by field") {
  host_world w;
  const auto refused = [&](const std::string& body) { return fields_of(w.ask(422, "POST", "/chat", w.key, body)); };
  CHECK(refused("{}") == names{"from", "text"});
  CHECK(refused(R"({"from":"x","text":"y"})") == names{"from"});
  CHECK(refused(R"({"channel":"wa_main","from":"5491155550100","text":"y"})") == names{"channel"});
  CHECK(refused(R"({"from":"5491155550100","text":"y","speed":1})") == names{"speed"});
  w.ask(403, "POST", "/chat", w.with_key({"channels:read"}), hello);
  w.engine.accept_answer = ports::accept_outcome::overloaded;
  w.ask(503, "POST", "/chat", w.key, hello);
}

TEST_CASE("no more than a bounded number of hosts wait") {
  api::chat_room room;
  std::vector<std::shared_ptr<api::chat>> all;
  int late = 0;
  for (std::size_t i = 0; i < api::chat_room::waiting_max; ++i) {
    all.push_back(std::make_shared<api::chat>(flows::conversation_id{}, "m", [](api::chat::turn) {}));
    CHECK(room.add(all.back(), static_cast<std::int64_t>(i), [&late] { ++late; }));
  }
  CHECK(!room.add(all.front(), 0, [] {}));
  CHECK(room.expire(9));
  CHECK(late == 10);
  room.remove(all.back().get());
  CHECK(!room.expire(10'000));
  CHECK(late == static_cast<int>(api::chat_room::waiting_max) - 1);
}
