#include "io/store/memory.hpp"

#include "conformance/fixture.hpp"
#include "io/clock/system.hpp"

using namespace charla::conformance;
using namespace charla::store;

namespace {

/// One turn of conversation 1 through a fresh lane on the disk.
verdict commit_one(const std::shared_ptr<memory_disk>& disk, charla::ports::clock& clock, std::int64_t version) {
  const auto store = make_memory(disk, clock);
  REQUIRE(store->open());
  auto lane = std::move(store->lane(0).value());
  batch work;
  work.appends.push_back(inbound(conversation_no(1), "turn " + std::to_string(version)));
  turn_write t;
  t.conversation = conversation_no(1);
  t.turn = turn_no(static_cast<std::uint32_t>(version) + 1);
  t.epoch = lane->epoch();
  t.base_version = version;
  t.summary.tenant = acme;
  t.causes = {lane->apply(work)->appends.at(0).value()};
  batch turn;
  turn.turns.push_back(t);
  return lane->apply(turn)->turns.at(0);
}

} // namespace

TEST_CASE("a memory disk outlives its stores, and its copies go their own way", "[memory]") {
  const auto clock = charla::clock::make_system_clock();
  const auto disk = make_memory_disk();
  CHECK(commit_one(disk, *clock, 0) == verdict::ok);
  const auto fork = copy_of(*disk);
  CHECK(commit_one(disk, *clock, 1) == verdict::ok);
  CHECK(commit_one(fork, *clock, 1) == verdict::ok);
  CHECK(commit_one(fork, *clock, 2) == verdict::ok);

  const auto turns = audit_of(*disk);
  REQUIRE(turns.size() == 2);
  CHECK(turns[0].order == 1);
  CHECK(turns[0].version == 1);
  CHECK(turns[1].version == 2);
  CHECK(turns[0].epoch < turns[1].epoch);
  CHECK(turns[0].causes != turns[1].causes);
  CHECK(seen_of(*disk).size() == 2);
  CHECK(audit_of(*fork).size() == 3);
}

TEST_CASE("a lane of a crashed process can write no more", "[memory]") {
  const auto clock = charla::clock::make_system_clock();
  const auto disk = make_memory_disk();
  const auto first = make_memory(disk, *clock);
  REQUIRE(first->open());
  auto zombie = std::move(first->lane(0).value());
  const auto second = make_memory(disk, *clock);
  REQUIRE(second->open());
  batch work;
  work.appends.push_back(inbound(conversation_no(1), "late"));
  CHECK(zombie->apply(work).error().code == store_errc::fenced);
  CHECK(zombie->settle(work).error().code == store_errc::fenced);
  CHECK(zombie->close_clean().error().code == store_errc::fenced);
  CHECK(seen_of(*disk).empty());
}
