#include "actors/messages.hpp"
#include "actors/turn_gate.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using flows::tenant_id;

TEST_CASE("so many turns fly at a time, and the others wait for a place", "[actors][fair]") {
  actors::turn_gate gate{2};
  auto [first, now1] = gate.enter(tenant_id{1}, nullptr, false);
  auto [second, now2] = gate.enter(tenant_id{1}, nullptr, false);
  auto [third, now3] = gate.enter(tenant_id{1}, nullptr, false);
  CHECK(now1);
  CHECK(now2);
  CHECK_FALSE(now3);
  CHECK(gate.waiting() == 1);
  first.give_back();
  CHECK(gate.waiting() == 0);
  CHECK(gate.in_flight() == 2);
  third.give_back();
  second.give_back();
  CHECK(gate.in_flight() == 0);
}

TEST_CASE("a person's turn does not wait", "[actors][fair]") {
  actors::turn_gate gate{1};
  auto [first, now1] = gate.enter(tenant_id{1}, nullptr, false);
  auto [person, now2] = gate.enter(tenant_id{1}, nullptr, true);
  CHECK(now2);
  CHECK(gate.in_flight() == 2);
}

TEST_CASE("who leaves while waiting takes no place from anybody", "[actors][fair]") {
  actors::turn_gate gate{1};
  auto [first, now1] = gate.enter(tenant_id{1}, nullptr, false);
  {
    const auto gone = gate.enter(tenant_id{1}, nullptr, false);
    CHECK(gate.waiting() == 1);
  }
  CHECK(gate.waiting() == 0);
  auto [last, now3] = gate.enter(tenant_id{2}, nullptr, false);
  CHECK_FALSE(now3);
  first.give_back();
  CHECK(gate.in_flight() == 1);
  CHECK(gate.waiting() == 0);
}
