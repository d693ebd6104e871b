#include "fixture.hpp"

using namespace charla::conformance;

TEST_CASE("an event is accepted once, however often and wherever it comes again", "[store][append]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);

  batch work;
  work.appends = {inbound(c, "a"), inbound(c, "b"), inbound(c, "a")};
  const auto first = o.apply(work);
  REQUIRE(first.appends.size() == 3);
  REQUIRE(first.appends[0]);
  REQUIRE(first.appends[1]);
  CHECK(first.appends[0]->value() < first.appends[1]->value());

  SECTION("within one batch") { CHECK_FALSE(first.appends[2]); }
  SECTION("in a later batch, beside a new one") {
    work.appends = {inbound(c, "b"), inbound(c, "c")};
    const auto later = o.apply(work);
    CHECK_FALSE(later.appends[0]);
    CHECK(later.appends[1]);
    CHECK(o.pending().size() == 3);
  }
  SECTION("after its turn has consumed it") {
    REQUIRE(o.commit(turn_on(o, c, 1, 0, {*first.appends[0], *first.appends[1]})) == verdict::ok);
    CHECK_FALSE(o.apply(work).appends[0]);
    CHECK(o.pending().empty());
  }
  SECTION("after a restart") {
    o.reopen();
    CHECK_FALSE(o.apply(work).appends[0]);
    CHECK(o.pending().size() == 2);
  }
  SECTION("on another channel it is another event") {
    auto elsewhere = inbound(c, "a");
    elsewhere.channel = channel_id{2};
    work.appends = {elsewhere};
    CHECK(o.apply(work).appends[0]);
  }
}
