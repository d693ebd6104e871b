#include "fixture.hpp"
#include "io/store/postgres/fragment.hpp"
#include "pg_world.hpp"

#include <fmt/format.h>
#include <pqxx/connection>
#include <pqxx/prepared_statement>
#include <pqxx/transaction>

using namespace charla::conformance;
using namespace charla::store::postgres;

namespace {

/// True when a take-over of the shard has to wait, i.e. when somebody's commit holds its fence.
bool take_over_waits(pg_world& place, int shard) {
  pqxx::connection taker{place.url()};
  pqxx::work tx{taker};
  tx.exec("SET lock_timeout = 100");
  try {
    tx.exec(fmt::format("UPDATE shards SET epoch = epoch + 1 WHERE shard = {}", shard));
    return false;
  } catch (const pqxx::sql_error& e) {
    REQUIRE(e.sqlstate() == "55P03");
    return true;
  }
}

} // namespace

TEST_CASE("a take-over waits for a batch that is being committed", "[postgres][fence]") {
  opened o{subjects().front()};
  auto& place = dynamic_cast<pg_world&>(o.place());
  const auto c = conversation_no(5);
  const auto shard = static_cast<int>(shard_of(c).value());
  REQUIRE(shard != 0); // the lane's own fence is shard 0
  batch work;
  auto held = 0;
  SECTION("events: the lane's own shard") { work.appends = {inbound(c, "a")}; }
  SECTION("a turn: its shard") {
    work.turns = {turn_on(o, c, 1, 0, {o.add_cause(c, "a")})};
    held = shard;
  }
  SECTION("a claim: its shard") {
    with_bubbles(o, 5, 1);
    work.claims = {{{c, 1, 0}, o.lane->epoch()}};
    held = shard;
  }
  lane_context lane;
  lane.incarnation = place.sql("SELECT max(incarnation) FROM nodes")[0][0].as<std::int64_t>();
  lane.epoch = o.lane->epoch();
  lane.now = place.clock->now();
  const auto calls = encode(work, everything_of(work), lane);

  CHECK_FALSE(take_over_waits(place, held));
  pqxx::connection owner{place.url()};
  owner.prepare("batch", statement_of(calls));
  {
    pqxx::work open{owner};
    open.exec_prepared("batch", pqxx::prepare::make_dynamic_params(arguments_of(calls).values()));
    CHECK(take_over_waits(place, held));
    open.commit();
  }
  CHECK_FALSE(take_over_waits(place, held));
}
