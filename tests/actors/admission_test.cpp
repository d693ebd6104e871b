#include "actors/admission.hpp"
#include "actors/world.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::actors;
using namespace std::chrono_literals;
using level = admission::level;

TEST_CASE("slow commits close the door for campaigns, then for the bot, and it mends after calm", "[actors][I17]") {
  admission door;
  CHECK(door.present(0) == level::green);
  door.committed(300ms, 100ms, 1'000); // one slow commit is no trouble
  CHECK(door.present(1'000) == level::green);
  door.committed(300ms, 260ms, 2'000);
  CHECK(door.present(2'000) == level::yellow);
  door.committed(3s, 2500ms, 3'000);
  CHECK(door.present(3'000) == level::red);
  door.committed(1ms, 1ms, 4'000);
  CHECK(door.present(32'999) == level::red);
  CHECK(door.present(33'000) == level::green); // the yellow moment was earlier
}

TEST_CASE("a store that refuses stops the bot at once and the door after five seconds", "[actors][I17]") {
  admission door;
  door.committed(1ms, 1ms, 10'000);
  door.refused(11'000);
  CHECK(door.present(11'000) == level::red);
  CHECK(door.present(15'001) == level::black);
  door.committed(1ms, 1ms, 16'000);
  CHECK(door.present(16'000) == level::green);
}

TEST_CASE("a disk that is nearly full leaves room for people", "[actors][I17]") {
  admission door;
  door.disk(0.5, 1'000);
  CHECK(door.present(1'000) == level::green);
  door.disk(0.09, 2'000);
  CHECK(door.present(2'000) == level::red);
}

TEST_CASE("what a webhook would wait is what the last commits took", "[actors]") {
  admission door;
  for (int i = 0; i < 100; ++i)
    door.committed(8ms, 8ms, i);
  CHECK(door.wait_of(0, 256) > 7ms);
  CHECK(door.wait_of(2560, 256) > 10 * door.wait_of(0, 256));
}

TEST_CASE("the p99 of a lane ignores one slow commit of a hundred, and not two", "[actors]") {
  recent_commits recent;
  CHECK(recent.p99() == 0us);
  for (int i = 0; i < 127; ++i)
    recent.add(1ms);
  recent.add(1s);
  CHECK(recent.p99() == 1ms);
  recent.add(1s);
  recent.add(1s);
  CHECK(recent.p99() == 1s);
}

TEST_CASE("a tenant whose bot cannot keep up is asked to come again, and taken in when it has caught up",
          "[actors][I17]") {
  tests::world w;
  w.config.engine.tenant_backlog_max = 3;
  w.directory.channels[flows::channel_id{1}].group_quiet = 2s;
  w.restart();
  for (int i = 0; i < 3; ++i)
    CHECK(w.customer_says("hola", "wamid." + std::to_string(i)) == ports::accept_outcome::durable);
  CHECK(w.customer_says("hola", "wamid.3") == ports::accept_outcome::overloaded);
  w.restart(); // the count is found again
  CHECK(w.customer_says("hola", "wamid.3") == ports::accept_outcome::overloaded);
  w.advance(7s);
  CHECK(w.backlog().inbox == 0);
  CHECK(w.customer_says("hola", "wamid.3") == ports::accept_outcome::durable);
}
