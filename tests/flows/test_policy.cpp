#include "flows/given.hpp"
#include "flows/message_status.hpp"
#include "flows/policy/breaker.hpp"
#include "flows/policy/burst.hpp"
#include "flows/policy/choice.hpp"
#include "flows/policy/rate.hpp"
#include "flows/policy/retry.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla::flows;
using namespace charla::flows::policy;
using namespace charla::flows::test;

TEST_CASE("a burst is answered after two quiet seconds, at the latest after six", "[flows][policy][R117]") {
  const burst_window w;
  CHECK(turn_start(noon, noon, w) == noon + seconds{2});
  CHECK(turn_start(noon, noon + seconds{1}, w) == noon + seconds{3});
  CHECK(turn_start(noon, noon + seconds{5}, w) == noon + seconds{6});
  CHECK(turn_start(noon, noon, {milliseconds{0}, milliseconds{6000}}) == noon);
}

TEST_CASE("a bucket never lets more through than burst and rate allow, in any window", "[flows][policy]") {
  CHECK(rc::check("over any window", [] {
    rate_limit limit;
    limit.interval = std::chrono::microseconds{*rc::gen::inRange(100, 3'000'000)};
    limit.burst = *rc::gen::inRange(1, 60);
    const auto gaps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 2000));
    rate_bucket bucket;
    std::vector<timestamp> sent;
    auto now = noon;
    for (const int gap : gaps) {
      now += milliseconds{gap};
      if (!bucket.ready(limit, now)) continue;
      bucket.take(limit, now);
      sent.push_back(now);
    }
    for (std::size_t i = 0; i < sent.size(); ++i) {
      for (std::size_t k = i; k < sent.size(); ++k) {
        const auto window = std::chrono::microseconds{sent[k] - sent[i]};
        RC_ASSERT(static_cast<std::int64_t>(k - i + 1) <= limit.burst + window / limit.interval);
      }
    }
  }));
  CHECK(rc::check("waiting until `ready_at` is enough, and not a millisecond too long", [] {
    const auto limit = per_second(*rc::gen::inRange(1, 1000), *rc::gen::inRange(1, 50));
    rate_bucket bucket;
    for (int i = 0; i < 100; ++i)
      bucket.take(limit, noon);
    const auto at = bucket.ready_at(limit, noon);
    RC_ASSERT(bucket.ready(limit, at));
    RC_ASSERT(at == noon || !bucket.ready(limit, at - milliseconds{1}));
  }));
}

TEST_CASE("a recipient gets 45 messages at once, then one each six seconds", "[flows][policy]") {
  rate_bucket pair;
  for (int i = 0; i < 45; ++i) {
    REQUIRE(pair.ready(pair_limit, noon));
    pair.take(pair_limit, noon);
  }
  CHECK(pair.ready_at(pair_limit, noon) == noon + seconds{6});
  CHECK_FALSE(pair.full(noon + seconds{269}));
  CHECK(pair.full(noon + seconds{270}));
}

TEST_CASE("no limit is no limit", "[flows][policy]") {
  rate_bucket bucket;
  for (int i = 0; i < 1000; ++i)
    bucket.take(per_second(0, 1), noon);
  CHECK(bucket.ready(per_second(0, 1), noon));
}

TEST_CASE("retries wait 4^n, never longer than the cap, and end", "[flows][policy]") {
  const retry_rules r;
  CHECK(retry_delay(r, 1, 0) == seconds{1});
  CHECK(retry_delay(r, 2, 0) == seconds{4});
  CHECK(retry_delay(r, 3, 0) == seconds{16});
  CHECK(retry_delay(r, 3, 1) == seconds{12});
  CHECK_FALSE(retry_delay(r, 5, 0));
  CHECK_FALSE(retry_delay(r, 0, 0));

  CHECK(rc::check("delays grow and are capped, whatever the dice say", [] {
    retry_rules any;
    any.base = milliseconds{*rc::gen::inRange(1, 10'000)};
    any.cap = milliseconds{*rc::gen::inRange(10'000, 1'000'000)};
    any.attempts_max = *rc::gen::inRange(2, 100);
    const double fraction = *rc::gen::inRange(0, 1000) / 1000.0;
    auto before = milliseconds{0};
    for (std::int32_t attempt = 1; attempt < any.attempts_max; ++attempt) {
      const auto delay = retry_delay(any, attempt, fraction);
      RC_ASSERT(delay.has_value());
      RC_ASSERT(*delay >= before);
      RC_ASSERT(*delay <= any.cap);
      before = *delay;
    }
    RC_ASSERT(!retry_delay(any, any.attempts_max, fraction));
  }));
}

TEST_CASE("a breaker opens after failures in a row, lets one probe through, and closes by its success",
          "[flows][policy]") {
  const breaker_rules r;
  breaker b;
  for (int i = 0; i < 4; ++i)
    b.failed(r, noon);
  b.succeeded();
  for (int i = 0; i < 4; ++i)
    b.failed(r, noon);
  REQUIRE(b.now_is(noon) == breaker::state::closed);
  b.failed(r, noon);
  CHECK(b.now_is(noon) == breaker::state::open);
  CHECK_FALSE(b.allows(noon + seconds{9}));
  CHECK(b.allows_at(noon) == noon + seconds{10});

  const auto then = noon + seconds{10};
  REQUIRE(b.allows(then));
  CHECK(b.now_is(then) == breaker::state::half_open);
  b.sent(r, then);
  CHECK_FALSE(b.allows(then));

  SECTION("the probe succeeds") {
    b.succeeded();
    CHECK(b.now_is(then) == breaker::state::closed);
  }
  SECTION("the probe fails: twice as long") {
    b.failed(r, then);
    CHECK(b.allows_at(then) == then + seconds{20});
    SECTION("but a late failure of an older request does not count") {
      b.failed(r, then + seconds{1});
      CHECK(b.allows_at(then) == then + seconds{20});
    }
  }
  SECTION("the probe never comes back: another one may go") { CHECK(b.allows(then + seconds{10})); }
}

TEST_CASE("a breaker that is tripped opens at once, and longer each time its probe trips it again", "[flows][policy]") {
  const breaker_rules r;
  breaker b;
  b.trip(r, seconds{60}, noon);
  CHECK(b.allows_at(noon) == noon + seconds{60});
  b.trip(r, seconds{60}, noon + seconds{1}); // a request that was on its way already
  CHECK(b.allows_at(noon) == noon + seconds{60});
  auto now = noon;
  for (const int wait : {120, 240, 300, 300}) {
    now = b.allows_at(now);
    b.sent(r, now);
    b.trip(r, seconds{60}, now);
    CHECK(b.allows_at(now) == now + seconds{wait});
  }
}

TEST_CASE("people go first, and no class starves", "[flows][policy]") {
  fair_choice choice;
  CHECK_FALSE(choice.next({}));
  CHECK(choice.next({true, true, true, true, true, true}) == priority::human);
  std::map<priority, int> gone;
  for (int i = 0; i < 210; ++i)
    ++gone[*choice.next({false, true, true, true, true, true})];
  CHECK(gone
        == std::map<priority, int>{{priority::reply, 80},
                                   {priority::transactional, 60},
                                   {priority::failure, 40},
                                   {priority::follow_up, 20},
                                   {priority::campaign, 10}});

  CHECK(rc::check("a class that keeps waiting goes within forty-two turns, whoever else comes and goes", [] {
    fair_choice c;
    int since = 0;
    for (int i = 0; i < 200; ++i) {
      const auto others = *rc::gen::arbitrary<std::array<bool, 4>>();
      const auto next = c.next({false, others[0], others[1], others[2], others[3], true});
      since = next == priority::campaign ? 0 : since + 1;
      // Its credit rises by one a turn, from above -21, and no other's ever reaches 21.
      RC_ASSERT(since < 42);
    }
  }));
}

TEST_CASE("a status never falls, whatever the order and the number of the webhooks", "[flows][I12]") {
  CHECK(rc::check("merge is the maximum", [] {
    const auto ranks = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6)));
    auto known = message_status::queued;
    for (const int rank : ranks) {
      const auto now = merge(known, static_cast<message_status>(rank));
      RC_ASSERT(now >= known);
      RC_ASSERT(merge(now, static_cast<message_status>(rank)) == now);
      known = now;
    }
    RC_ASSERT(known == static_cast<message_status>(*std::max_element(ranks.begin(), ranks.end())));
  }));
}
