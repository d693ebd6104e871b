#include "actors/subscriber.hpp"

#include "actors/webhook_call.hpp"
#include "flows/policy/delivery_retry.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace charla;
using namespace std::chrono_literals;
using ports::delivery_state;
using tests::jump;
using tests::subscriber;
using tests::world;

TEST_CASE("what is due is delivered once, signed, and noted", "[actors][webhook]") {
  world w;
  subscriber s{w};
  const auto id = s.tell();
  w.advance(3s);
  REQUIRE(s.got.size() == 1);
  const auto name = ports::event_name(id);
  CHECK(s.header("webhook-id").front() == name);
  const auto at = flows::from_unix_ms(std::stoll(s.header("webhook-timestamp").front()) * 1000);
  CHECK(s.header("webhook-signature").front() == actors::signature_of(s.row(), name, at, s.got[0].body, *w.crypto));
  CHECK(s.got.front().tenant_url);
  CHECK(s.delivery(id).state == delivery_state::delivered);
  CHECK(s.delivery(id).attempts == 1);
  w.advance(10s);
  CHECK(s.got.size() == 1);
  CHECK(w.metrics.counted["charla_webhook_deliveries_total/delivered"] == 1);
}

TEST_CASE("what fails is tried by the schedule under the same id, then it is dead", "[actors][webhook]") {
  world w;
  subscriber s{w};
  s.answer(500);
  const auto id = s.tell();
  w.advance(3s);
  REQUIRE(s.got.size() == 1);
  CHECK(s.delivery(id).last_error == "HTTP 500");
  for (std::int32_t tries = 1; tries < flows::policy::delivery_tries_max; ++tries) {
    const auto d = s.delivery(id);
    REQUIRE(d.state == delivery_state::pending);
    const auto wait = d.not_before - *d.last_attempt_at;
    CHECK(wait >= *flows::policy::delivery_delay(tries, 0));
    CHECK(wait <= std::max<flows::milliseconds>(*flows::policy::delivery_delay(tries, 1), 30min)); // its breaker's most
    w.clock.advance(d.not_before - w.clock.now() - 10ms);
    w.run();
    CHECK(s.got.size() == static_cast<std::size_t>(tries));
    w.advance(3s);
    REQUIRE(s.got.size() == static_cast<std::size_t>(tries) + 1);
  }
  CHECK(s.delivery(id).state == delivery_state::dead);
  CHECK(s.delivery(id).attempts == flows::policy::delivery_tries_max);
  const auto ids = s.header("webhook-id");
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 1);
  const auto signatures = s.header("webhook-signature"); // of each try its own
  CHECK(std::set<std::string>(signatures.begin(), signatures.end()).size() == ids.size());

  SECTION("replayed, it begins again") {
    auto admin = w.store->admin();
    s.answer(200);
    CHECK((*admin)->replay_dead(flows::tenant_id{1}, s.row().id, {}, w.clock.now()) == 1);
    jump(w, 30min);
    CHECK(s.delivery(id).state == delivery_state::delivered);
    CHECK(s.header("webhook-id").back() == ids.front());
  }
}

TEST_CASE("410 switches the subscription off, and the tenant hears of it", "[actors][webhook]") {
  world w;
  subscriber s{w};
  s.answer(410);
  const auto id = s.tell();
  w.advance(3s);
  CHECK_FALSE(s.row().enabled);
  CHECK(s.row().disabled_reason == "it answered 410 Gone");
  CHECK(s.delivery(id).state == delivery_state::dead);
  const auto events = (*w.store->admin())->system_events(flows::tenant_id{1}, "", 10);
  REQUIRE(events);
  REQUIRE(events->items.size() == 1);
  CHECK(events->items.front().type == "webhook_disabled");
  s.tell();
  jump(w, 1h);
  CHECK(s.got.size() == 1);
}

TEST_CASE("a subscription that fails for five days is switched off", "[actors][webhook]") {
  world w;
  subscriber s{w};
  s.answer(500);
  const auto first = s.tell();
  w.advance(3s);
  jump(w, 24h * 5);
  CHECK_FALSE(s.row().enabled);
  CHECK(s.row().disabled_reason.find("five days") != std::string::npos);
  CHECK(s.delivery(first).state == delivery_state::pending);

  SECTION("switched on again, what waited is delivered") {
    s.answer(200);
    s.change([](auto& row) { row.enabled = true; });
    jump(w, 1h);
    CHECK(s.delivery(first).state == delivery_state::delivered);
    CHECK(s.row().failures == 0);
  }
}

TEST_CASE("one that asks for a pause gets it, whatever else is due to it", "[actors][webhook]") {
  world w;
  subscriber s{w};
  s.answer(429, {{"Retry-After", "3600"}});
  const auto first = s.tell();
  w.advance(3s);
  REQUIRE(s.got.size() == 1);
  s.answer(200);
  const auto second = s.tell();
  jump(w, 59min);
  CHECK(s.got.size() == 1);
  jump(w, 1min);
  CHECK(s.delivery(first).state == delivery_state::delivered);
  CHECK(s.delivery(second).state == delivery_state::delivered);
  CHECK(s.row().rest_until == std::nullopt);
}

TEST_CASE("after five failures in a row one probe goes, and its success lets the rest go", "[actors][webhook]") {
  world w;
  subscriber s{w};
  subscriber healthy{w, {}, "other.example"};
  s.answer(500);
  for (int i = 0; i < 12; ++i)
    s.tell();
  w.advance(4s);
  // Four go side by side: the fifth failure opens the breaker while up to three more are on their way.
  const auto before = s.got.size();
  CHECK(before >= 5);
  CHECK(before <= 8);
  CHECK(s.row().rest_until);
  w.advance(20s);
  CHECK(s.got.size() == before);

  healthy.tell();
  w.advance(3s);
  CHECK(healthy.got.size() == 1);

  SECTION("a probe that fails costs one request") {
    jump(w, 45s);
    CHECK(s.got.size() == before + 1);
  }
  SECTION("a probe that succeeds lets the others go") {
    s.answer(200);
    jump(w, 10min);
    jump(w, 10s);
    CHECK(w.backlog().webhooks_pending == 0);
    CHECK(s.row().failures == 0);
  }
}

TEST_CASE("at most four go to one subscription side by side, and all get there", "[actors][webhook]") {
  world w;
  subscriber s{w};
  s.silent = true;
  for (int i = 0; i < 40; ++i)
    s.tell();
  w.advance(3s);
  CHECK(s.open.size() == 4);
  s.silent = false;
  for (auto& done : std::exchange(s.open, {}))
    done(s.next);
  w.advance(3s);
  CHECK(s.got.size() == 40);
  CHECK(w.backlog().webhooks_pending == 0);
  const auto ids = s.header("webhook-id");
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 40);
}

TEST_CASE("one tenant's slow subscribers leave room for the others'", "[actors][webhook]") {
  world w;
  std::vector<std::unique_ptr<subscriber>> slow;
  std::size_t open = 0;
  for (int i = 0; i < 6; ++i) {
    slow.push_back(
        std::make_unique<subscriber>(w, std::vector<std::string>{}, "slow" + std::to_string(i) + ".example"));
    slow.back()->silent = true;
    for (int n = 0; n < 8; ++n)
      slow.back()->tell();
  }
  w.advance(3s);
  for (const auto& s : slow)
    open += s->open.size();
  CHECK(open == 16);
  for (const auto& s : slow) {
    s->silent = false;
    for (auto& done : std::exchange(s->open, {}))
      done(s->next);
  }
  w.advance(3s);
  CHECK(w.backlog().webhooks_pending == 0);
}

TEST_CASE("a process that dies between the call and its note tells again under the same id", "[actors][webhook]") {
  world w;
  subscriber s{w};
  s.silent = true;
  const auto id = s.tell();
  w.advance(3s);
  REQUIRE(s.got.size() == 1);
  CHECK(s.delivery(id).state == delivery_state::pending);
  s.open.clear();
  s.silent = false;
  w.restart();
  w.advance(3s);
  REQUIRE(s.got.size() == 2);
  CHECK(s.header("webhook-id")[0] == s.header("webhook-id")[1]);
  CHECK(s.delivery(id).state == delivery_state::delivered);
}

TEST_CASE("a dispatcher that is started again goes on with what is due", "[actors][webhook]") {
  world w;
  subscriber s{w};
  s.silent = true;
  const auto id = s.tell();
  w.advance(3s);
  std::uint64_t actor = 0;
  for (const auto& a : w.engine->actors(0).actors)
    if (a.type == "dispatcher") actor = a.id;
  REQUIRE(actor != 0);
  w.engine->command_actor(actor, ports::actor_command::restart, [](ports::actor_answer) {});
  s.silent = false;
  w.advance(5s);
  CHECK(s.delivery(id).state == delivery_state::delivered);
  // The answer that the first incarnation waited for comes to one that does not know it.
  s.open.front()(s.next);
  w.advance(1s);
  CHECK(s.delivery(id).attempts == 1);
  const auto status = w.engine->status();
  CHECK(std::find(status.workers.begin(), status.workers.end(), std::pair<std::string, std::string>{"dispatcher", "ok"})
        != status.workers.end());
}

TEST_CASE("a private address is refused by the client, and counts as a failure", "[actors][webhook]") {
  world w;
  subscriber s{w};
  s.next = {};
  s.next.error = ports::transport_errc::blocked;
  s.next.error_text = "the address is private";
  const auto id = s.tell();
  w.advance(3s);
  CHECK(s.delivery(id).last_error == "the address is private");
  CHECK(s.delivery(id).last_status == 0);
  CHECK(s.delivery(id).state == delivery_state::pending);
}
