#include "actors/announce.hpp"

#include "actors/subscriber.hpp"
#include "io/json/reader.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace charla;
using namespace std::chrono_literals;
using tests::subscriber;
using tests::world;

namespace {

using names = std::vector<std::string>;

ports::status_fact status(const world& w, flows::message_status s, std::int16_t index = 0) {
  ports::status_fact f;
  f.out = flows::out_id{w.conversation(), 1, index};
  f.provider_id = "wamid.OUT1";
  f.status = s;
  f.at = w.clock.now();
  return f;
}

void status_comes(world& w, const ports::status_fact& f) {
  ports::routed_event e;
  e.channel = w.directory.channels.at(flows::channel_id{1}).access;
  e.event.phone_number_id = "PN1";
  e.event.what = f;
  w.engine->accept({e}, [](ports::accept_outcome) {});
  w.run();
}

names sorted(names all) {
  std::sort(all.begin(), all.end());
  return all;
}

} // namespace

TEST_CASE("a subscriber is told of what comes in, what goes out, and how far it gets", "[actors][webhook]") {
  world w;
  subscriber s{w};
  w.customer_says("precio?", "wamid.1");
  w.advance(1s);
  CHECK(sorted(s.types()) == names{"message.received", "message.sent"});
  status_comes(w, status(w, flows::message_status::delivered));
  w.advance(100ms);
  CHECK(s.types().back() == "message.delivered");
  status_comes(w, status(w, flows::message_status::read));
  w.advance(100ms);
  CHECK(s.types().back() == "message.read");

  SECTION("the body holds ids and words of ours, no text and no telephone number") {
    for (const auto& r : s.got) {
      const auto body = json::document::parse(r.body);
      REQUIRE(body);
      const auto data = body->root()["data"];
      CHECK(data["conversation_id"].text() == flows::to_string(w.conversation().value()));
      CHECK(body->root()["timestamp"].text().value_or("").size() == 24);
      CHECK(r.body.find("5491122223333") == std::string::npos);
      CHECK(r.body.find("precio") == std::string::npos);
      CHECK(r.body.find("wamid") == std::string::npos);
    }
    const auto last = json::document::parse(s.got.back().body);
    CHECK(last->root()["data"]["message_id"].text() == "o1.0");
    CHECK(last->root()["data"]["status"].text() == "read");
  }
  SECTION("a status that comes again, or too late, is told to nobody") {
    const auto before = s.got.size();
    status_comes(w, status(w, flows::message_status::read));
    status_comes(w, status(w, flows::message_status::delivered));
    w.advance(5s);
    CHECK(s.got.size() == before);
  }
}

TEST_CASE("who speaks, a handoff by the flow and a dead letter are told of", "[actors][webhook]") {
  world w;
  subscriber s{w, {"conversation.control_changed", "conversation.handoff", "dead_letter.created"}};
  SECTION("a person takes over") {
    w.customer_says("hola", "wamid.1");
    w.command(ports::take_over{std::nullopt, "test"});
    w.advance(1s);
    REQUIRE(s.types() == names{"conversation.control_changed"});
    const auto body = json::document::parse(s.got.front().body);
    CHECK(body->root()["data"]["mode"].text() == "human");
  }
  SECTION("the flow hands over") {
    w.customer_says("soporte", "wamid.1");
    w.advance(1s);
    CHECK(sorted(s.types()) == names{"conversation.control_changed", "conversation.handoff"});
  }
  SECTION("a bubble that the provider never takes") {
    w.directory.channels[flows::channel_id{1}].access.settings.retry.attempts_max = 1;
    w.restart();
    w.http.answers.assign(1, ports::client_response{ports::transport_errc::not_sent, "refused", 0, {}, "", 0ms});
    w.customer_says("precio", "wamid.1");
    w.advance(1s);
    CHECK(s.types() == names{"dead_letter.created"});
  }
}

TEST_CASE("a tenant that nobody subscribes to costs nothing", "[actors][webhook]") {
  world w;
  w.customer_says("precio", "wamid.1");
  w.advance(10s);
  const actors::announcer quiet{w.directory, *w.codec, *w.crypto};
  ports::batch work;
  work.statuses.push_back(status(w, flows::message_status::read));
  work.statuses.back().tenant = flows::tenant_id{1};
  quiet.fill(work);
  CHECK(work.statuses.front().announce.empty());
  CHECK(w.backlog().webhooks_pending == 0);

  SECTION("nor does a type that nobody wants") {
    subscriber s{w, {"message.failed"}};
    const actors::announcer known{w.directory, *w.codec, *w.crypto};
    known.fill(work);
    CHECK(work.statuses.front().announce.empty());
  }
  SECTION("and what is asked again is the same event") {
    subscriber s{w};
    const actors::announcer known{w.directory, *w.codec, *w.crypto};
    known.fill(work);
    REQUIRE(work.statuses.front().announce.size() == 1);
    const auto first = work.statuses.front().announce.front().id;
    known.fill(work);
    REQUIRE(work.statuses.front().announce.size() == 1);
    CHECK(work.statuses.front().announce.front().id == first);
  }
}
