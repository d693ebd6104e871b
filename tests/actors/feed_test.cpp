#include "actors/feed.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

struct still_clock final : ports::clock {
  flows::timestamp now() const override { return flows::from_unix_ms(1'700'000'000'000); }
  std::int64_t boot_ms() const override { return 1; }
};

struct list final : ports::feed_watcher {
  void on_change(const ports::feed_change_ptr& change) override { seen.push_back(change->seq); }
  std::vector<std::int64_t> seen;
};

void say(actors::feed_streams& s, std::int32_t tenant) {
  auto c = std::make_shared<ports::feed_change>();
  c->tenant = flows::tenant_id{tenant};
  s.publish(std::move(c));
}

} // namespace

TEST_CASE("a watcher sees its tenant's changes in order and nobody else's", "[actors][feed]") {
  const still_clock clock;
  actors::feed_streams streams{clock};
  const auto mine = std::make_shared<list>();
  const auto start = streams.watch(flows::tenant_id{1}, mine, std::nullopt);
  CHECK_FALSE(start.resumed);
  say(streams, 1);
  say(streams, 2);
  say(streams, 1);
  CHECK(mine->seen == std::vector<std::int64_t>{1, 2});
}

TEST_CASE("a watcher that comes back is given what it missed, or told to begin anew", "[actors][feed]") {
  const still_clock clock;
  actors::feed_streams streams{clock};
  for (int i = 0; i < 5; ++i)
    say(streams, 1);
  const auto epoch = streams.watch(flows::tenant_id{1}, std::make_shared<list>(), std::nullopt).at.epoch;

  SECTION("within the past that is kept") {
    const auto back = streams.watch(flows::tenant_id{1}, std::make_shared<list>(), ports::feed_position{epoch, 3});
    REQUIRE(back.resumed);
    REQUIRE(back.missed.size() == 2);
    CHECK(back.missed.front()->seq == 4);
  }
  SECTION("of another epoch") {
    CHECK_FALSE(
        streams.watch(flows::tenant_id{1}, std::make_shared<list>(), ports::feed_position{epoch - 1, 3}).resumed);
  }
  SECTION("beyond what is kept") {
    for (int i = 0; i < 3000; ++i)
      say(streams, 1);
    CHECK_FALSE(streams.watch(flows::tenant_id{1}, std::make_shared<list>(), ports::feed_position{epoch, 3}).resumed);
  }
}

TEST_CASE("a watcher that is gone is forgotten", "[actors][feed]") {
  const still_clock clock;
  actors::feed_streams streams{clock};
  auto gone = std::make_shared<list>();
  const std::weak_ptr<list> trace = gone;
  streams.watch(flows::tenant_id{1}, gone, std::nullopt);
  gone.reset();
  say(streams, 1);
  CHECK(trace.expired());
}
