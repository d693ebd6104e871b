#include "fixture.hpp"
#include "pg_world.hpp"
#include "support/tcp_proxy.hpp"

#include <fmt/format.h>
#include <future>

using namespace charla::conformance;
using charla::store::postgres::failure;
using charla::store::postgres::mishap;
using charla::support::tcp_proxy;
using fault = tcp_proxy::fault;

namespace {

/// A store that reaches its server through a wire that can be cut. What is looked at afterwards goes another way.
struct far_store {
  static std::uint16_t server_port() {
    const auto url = server_url();
    const auto colon = url.rfind(':');
    return static_cast<std::uint16_t>(std::stoi(url.substr(colon + 1)));
  }

  far_store() {
    store = charla::store::make_postgres(fmt::format("postgresql://charla@127.0.0.1:{}/{}", wire.port(), place.name), 2,
                                         *place.crypto, *place.clock);
    const auto opening = store->open();
    if (!opening) FAIL("open: " << opening.error().what);
    lane = std::move(store->lane(0).value());
  }

  /// A conversation of lane 0 or 1.
  static conversation_id conversation_of_lane(int lane, int skip = 0) {
    for (std::uint32_t n = 1;; ++n)
      if (shard_of(conversation_no(n)).value() % 2 == lane && skip-- == 0) return conversation_no(n);
  }

  turn_write turn(const conversation_id& c, std::uint32_t n, std::vector<inbox_id> causes) const {
    turn_write t;
    t.conversation = c;
    t.turn = turn_no(n);
    t.epoch = lane->epoch();
    t.causes = std::move(causes);
    t.state = "state";
    t.summary.tenant = acme;
    t.summary.channel = line;
    t.decided_at = long_ago;
    t.sends.emplace_back();
    t.sends.back().channel = line;
    return t;
  }

  std::int64_t count(const std::string& what) {
    return place.sql("SELECT count(*) FROM " + what)[0][0].as<std::int64_t>();
  }

  pg_world place;
  tcp_proxy wire{"127.0.0.1", server_port()};
  std::unique_ptr<charla::ports::store> store;
  std::unique_ptr<store_lane> lane;
};

} // namespace

TEST_CASE("a commit whose answer is lost on the wire counts once", "[postgres][faults]") {
  far_store far;
  const auto c = far_store::conversation_of_lane(0);
  const auto other = far_store::conversation_of_lane(0, 1);
  batch first;
  const auto third = far_store::conversation_of_lane(0, 2);
  first.appends = {inbound(c, "a"), inbound(other, "b"), inbound(third, "c")};
  const auto rows = far.lane->apply(first).value().appends;
  // A statement of the same shape before, or the answer that gets lost is that of its preparation.
  batch same_shape;
  same_shape.turns = {far.turn(third, 3, {*rows[2]})};
  same_shape.appends = {inbound(third, "d")};
  REQUIRE(far.lane->apply(same_shape).value().turns[0] == verdict::ok);

  batch work;
  work.turns = {far.turn(c, 1, {*rows[0]}), far.turn(other, 2, {*rows[1]})};
  work.appends = {inbound(c, "later")};
  const auto reached_the_server = GENERATE(true, false);
  if (reached_the_server)
    far.wire.set(fault::cut_at_answer);
  else
    far.wire.cut();
  const auto lost = far.lane->apply(work);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == store_errc::unknown_outcome);

  const auto before = far.lane->epoch();
  const auto settled = far.lane->settle(work);
  if (!settled) FAIL("settle: " << settled.error().what);
  CHECK(far.lane->epoch() > before);
  const auto expected = reached_the_server ? verdict::ok : verdict::version;
  CHECK(name_of(settled->turns[0]) == name_of(expected));
  CHECK(name_of(settled->turns[1]) == name_of(expected));
  CHECK(far.count("turn") == (reached_the_server ? 3 : 1));
  CHECK(far.count("inbox WHERE correlation_id = 'corr-later'") == 1);
}

TEST_CASE("a claim whose answer is lost on the wire can be made again, once", "[postgres][faults]") {
  far_store far;
  const auto c = far_store::conversation_of_lane(0);
  batch first;
  first.appends = {inbound(c, "a")};
  batch second;
  second.turns = {far.turn(c, 1, {*far.lane->apply(first)->appends[0]})};
  REQUIRE(far.lane->apply(second)->turns[0] == verdict::ok);

  batch claim;
  claim.claims = {{{c, 99, 0}, far.lane->epoch()}}; // a bubble that there is not: only to prepare the statement
  CHECK(far.lane->apply(claim).value().claims[0] == claim_verdict::gone);
  claim.claims = {{{c, 1, 0}, far.lane->epoch()}};
  far.wire.set(fault::cut_at_answer);
  CHECK(far.lane->apply(claim).error().code == store_errc::unknown_outcome);
  CHECK(far.count("outbox WHERE state = 1") == 1);
  CHECK(far.lane->settle(claim).value().claims[0] == claim_verdict::gone);
  CHECK(far.count("outbox WHERE state = 0 AND attempt = 0") == 1);
  claim.claims[0].epoch = far.lane->epoch();
  CHECK(far.lane->apply(claim).value().claims[0] == claim_verdict::granted);
  CHECK(far.lane->apply(claim).value().claims[0] == claim_verdict::gone);
}

TEST_CASE("while the server is away a settlement says so, and then settles", "[postgres][faults]") {
  far_store far;
  const auto c = far_store::conversation_of_lane(0);
  batch work;
  work.appends = {inbound(c, "a")};
  far.wire.set(fault::refuse);
  far.wire.cut();
  CHECK(far.lane->apply(work).error().code == store_errc::unknown_outcome);
  CHECK(far.lane->settle(work).error().code == store_errc::unavailable);
  CHECK(far.lane->apply(work).error().code == store_errc::unavailable);
  CHECK_FALSE(far.store->reachable());

  far.wire.set(fault::none);
  CHECK(far.lane->settle(work).value().appends[0]);
  CHECK(far.store->reachable());
}

TEST_CASE("a settlement of one lane leaves the epoch of the other", "[postgres][faults]") {
  far_store far;
  auto second = std::move(far.store->lane(1).value());
  const auto mine = far_store::conversation_of_lane(0);
  const auto theirs = far_store::conversation_of_lane(1);
  batch first;
  first.appends = {inbound(mine, "a"), inbound(theirs, "b")};
  const auto rows = far.lane->apply(first).value().appends;
  const auto stale = far.turn(mine, 1, {*rows[0]});
  auto untouched = far.turn(theirs, 2, {*rows[1]});
  REQUIRE(far.lane->settle({}));
  CHECK(far.lane->epoch() == second->epoch() + 1);

  batch work;
  work.turns = {stale};
  CHECK(name_of(far.lane->apply(work)->turns[0]) == "fenced");
  work.turns = {untouched};
  CHECK(name_of(second->apply(work)->turns[0]) == "ok");
}

TEST_CASE("a server that never answers is given up in time", "[postgres][faults]") {
  far_store far;
  charla::store::postgres::deadlines watch;
  charla::store::postgres::session db{
      {fmt::format("postgresql://charla@127.0.0.1:{}/{}", far.wire.port(), far.place.name), "charla-test",
       std::chrono::milliseconds{5000}, std::chrono::milliseconds{3000}, std::chrono::milliseconds{200}},
      watch};
  db.connect();
  far.wire.set(fault::silence);
  const auto begun = std::chrono::steady_clock::now();
  try {
    db.run("SELECT 1");
    FAIL("an answer came through a silent wire");
  } catch (const failure& f) {
    CHECK(f.kind() == mishap::lost);
  }
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{4});
  CHECK_FALSE(db.connected());
}

TEST_CASE("a process that was taken over is fenced as a whole", "[postgres][faults]") {
  far_store far;
  far.place.sql("UPDATE shards SET owner = -1, epoch = epoch + 1");
  batch work;
  work.appends = {inbound(conversation_no(1), "a")};
  CHECK(far.lane->apply(work).error().code == store_errc::fenced);
  CHECK(far.lane->settle(work).error().code == store_errc::fenced);
  CHECK(far.count("inbox") == 0);
}
