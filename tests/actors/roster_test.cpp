#include "actors/roster.hpp"

#include <catch2/catch.hpp>

using namespace charla;

TEST_CASE("the roster lists the living, parents first, and hides what nobody asked for", "[actors][inspector]") {
  actors::roster alive;
  actors::vital_signs shard;
  shard.id = 3;
  shard.name = {"shard", 7};
  actors::vital_signs one;
  one.id = 20;
  one.parent = 3;
  one.name = {"conversation"};
  one.received = 5;
  one.processed = 2;
  one.state = "committing";
  actors::vital_signs two;
  two.id = 36; // the same stripe as `one`
  two.name = {"conversation"};
  alive.enlist(one);
  alive.enlist(two);
  alive.enlist(shard);

  const auto all = alive.snapshot(10, 1000);
  REQUIRE(all.actors.size() == 3);
  CHECK(all.actors[0].name == "shard/7");
  CHECK(all.actors[1].parent == 3);
  CHECK(all.actors[1].mailbox == 3);
  CHECK(all.actors[1].state == "committing");
  CHECK(all.resident_conversations == 2);

  const auto few = alive.snapshot(1, 1000);
  CHECK(few.actors.size() == 2);
  CHECK(few.hidden_conversations == 1);

  alive.strike(one);
  CHECK(alive.snapshot(10, 1000).resident_conversations == 1);
  alive.strike(two);
  alive.strike(shard);
  CHECK(alive.snapshot(10, 1000).actors.empty());
}
