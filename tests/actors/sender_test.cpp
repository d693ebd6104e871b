#include "actors/known_outbox.hpp"
#include "actors/send_outcome.hpp"
#include "actors/world.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace std::chrono_literals;
using actors::known_outbox;
using outcome = ports::send_fact::outcome;
using tests::world;

namespace {

constexpr flows::timestamp noon{std::chrono::hours{12}};

flows::out_id bubble(std::uint8_t who, std::int64_t version, std::int16_t index = 0) {
  flows::uuid id;
  id.bytes[0] = who;
  return {flows::conversation_id{id}, version, index};
}

ports::client_response refused(int status, int code) {
  ports::client_response r;
  r.status = status;
  r.body =
      R"({"error":{"message":"no","type":"OAuthException","code":)" + std::to_string(code) + R"(,"fbtrace_id":"x"}})";
  return r;
}

} // namespace

TEST_CASE("what was left in the store keeps later bubbles out until it is read", "[actors][sender][I7][I17]") {
  known_outbox known;
  CHECK_FALSE(known.covers(bubble(1, 1)));
  known.read_to(bubble(5, 3));
  CHECK(known.covers(bubble(1, 9)));
  CHECK(known.covers(bubble(5, 3)));
  CHECK_FALSE(known.covers(bubble(5, 4)));
  CHECK(known.untouched(bubble(5, 4)));
  known.read_all();
  REQUIRE(known.complete());
  CHECK(known.covers(bubble(200, 1)));

  known.left(bubble(3, 7));
  CHECK_FALSE(known.complete());
  CHECK_FALSE(known.covers(bubble(3, 7)));
  CHECK_FALSE(known.covers(bubble(3, 8)));
  CHECK(known.covers(bubble(3, 6)));
  REQUIRE(known.cursor());
  CHECK(*known.cursor() < bubble(3, 7));
  CHECK(*known.cursor() > bubble(3, 6));
  CHECK_FALSE(known.untouched(bubble(200, 1))); // it was in our hands once
  known.left(bubble(9, 9));                     // beyond: nothing new
  CHECK(*known.cursor() < bubble(3, 7));
}

TEST_CASE("each trouble widens the wait, and after the last one the bubble is dead", "[actors][sender]") {
  ports::outbox_row row;
  row.out = bubble(1, 1);
  ports::send_answer answer;
  answer.how = ports::send_outcome::retry_after;
  answer.wait = 4s;
  const ports::retry_settings retry;
  auto before = noon;
  for (row.attempt = 1; row.attempt < retry.attempts_max; ++row.attempt) {
    const auto f = actors::fact_of(row, row.attempt, answer, retry, noon, noon);
    CHECK(f.how == outcome::released);
    REQUIRE(f.not_before);
    CHECK(*f.not_before >= noon + 4s); // never sooner than the provider said
    CHECK(*f.not_before > before);
    before = *f.not_before;
  }
  CHECK(actors::fact_of(row, row.attempt, answer, retry, noon, noon).how == outcome::dead);
}

TEST_CASE("a channel that the provider refuses pauses, tells the operators once, and tries with one bubble",
          "[actors][sender]") {
  world w;
  w.http.answers = {refused(401, 190), refused(401, 190)};
  w.customer_says("precio", "wamid.1", "5491100000001");
  w.customer_says("precio", "wamid.2", "5491100000002");
  w.customer_says("precio", "wamid.3", "5491100000003");
  w.advance(30s);
  const auto tried = w.http.requests.size();
  CHECK(tried <= 3);
  CHECK(w.metrics.counted["charla_sends_total/released"] == static_cast<double>(tried));
  auto admin = w.store->admin();
  REQUIRE(admin);
  const auto alarms = (*admin)->system_events(flows::tenant_id{1}, {}, 10);
  REQUIRE(alarms);
  CHECK(
      std::count_if(alarms->items.begin(), alarms->items.end(), [](const auto& e) { return e.type == "channel_down"; })
      == 1);
  w.advance(5min);
  CHECK(w.backlog().outbox_ready == 0);
  const auto texts = w.sent_texts();
  CHECK(texts.size() == 5); // three answers, two of them asked for twice
}

TEST_CASE("a provider that never answers is left in peace after five failures in a row", "[actors][sender]") {
  world w;
  ports::client_response lost;
  lost.error = ports::transport_errc::unknown;
  lost.error_text = "timed out";
  w.http.answers.assign(6, lost);
  for (int i = 0; i < 20; ++i) {
    w.customer_says("precio", "wamid." + std::to_string(i), "54911000000" + std::to_string(10 + i));
    w.advance(1s);
  }
  // Five failures open the breaker; of the rest, one probe at a time until one succeeds.
  CHECK(w.http.requests.size() < 20);
  w.advance(10min);
  CHECK(w.backlog().outbox_ready + w.backlog().outbox_in_doubt == 0);
}
