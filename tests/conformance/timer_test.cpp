#include "fixture.hpp"

using namespace charla::conformance;

namespace {

conversation_id with_timer(opened& o, std::uint32_t n, timestamp due) {
  const auto c = conversation_no(n);
  auto t = turn_on(o, c, n, 0, {o.add_cause(c, "start-" + std::to_string(n))});
  t.timers.push_back({"reminder", due, "body"});
  REQUIRE(o.commit(t) == verdict::ok);
  return c;
}

} // namespace

TEST_CASE("a timer is consumed by the turn that it causes, once", "[store][timer]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_timer(o, 1, long_ago);
  auto t = turn_on(o, c, 2, 1, {});
  t.fired = {{"reminder", 1}};

  SECTION("the armed generation") {
    CHECK(name_of(o.commit(t)) == "ok");
    CHECK(o.reader->timers_of(c)->empty());
    auto again = turn_on(o, c, 3, 2, {});
    again.fired = t.fired;
    CHECK(name_of(o.commit(again)) == "cause");
  }
  SECTION("not a stale generation: it was armed again") {
    auto rearmed = turn_on(o, c, 2, 1, {o.add_cause(c, "b")});
    rearmed.timers.push_back({"reminder", far_ahead, "later"});
    REQUIRE(o.commit(rearmed) == verdict::ok);
    auto stale = turn_on(o, c, 3, 2, {});
    stale.fired = {{"reminder", 1}};
    CHECK(name_of(o.commit(stale)) == "cause");
    const auto timer = o.reader->timers_of(c)->at(0);
    CHECK(timer.generation == 2);
    CHECK(timer.due == far_ahead);
    CHECK(timer.body == "later");
    CHECK(o.reader->timers_of(c)->size() == 1);
  }
  SECTION("not a cancelled one") {
    auto cancelled = turn_on(o, c, 2, 1, {o.add_cause(c, "b")});
    cancelled.timers.push_back({"reminder", std::nullopt, ""});
    cancelled.timers.push_back({"never armed", std::nullopt, ""});
    REQUIRE(o.commit(cancelled) == verdict::ok);
    CHECK(o.reader->timers_of(c)->empty());
    auto late = turn_on(o, c, 3, 2, {});
    late.fired = {{"reminder", 1}};
    CHECK(name_of(o.commit(late)) == "cause");
  }
  SECTION("and may be armed again by the same turn") {
    t.timers.push_back({"reminder", far_ahead, "again"});
    CHECK(name_of(o.commit(t)) == "ok");
    CHECK(o.reader->timers_of(c)->at(0).generation == 2);
  }
  SECTION("not twice by one turn") {
    t.fired.push_back({"reminder", 1});
    CHECK(name_of(o.commit(t)) == "cause");
    CHECK(o.reader->timers_of(c)->size() == 1);
  }
}

TEST_CASE("due timers come in pages, none twice and none left out, even of one moment", "[store][timer]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 7; ++n)
    with_timer(o, n, long_ago + std::chrono::hours{n < 5 ? 9 : 10});
  with_timer(o, 8, far_ahead);

  std::vector<conversation_id> seen;
  std::optional<timer_row> after;
  timestamp last{};
  for (;;) {
    const auto page = o.lane->timers_due(long_ago + std::chrono::hours{11}, after, 3).value();
    for (const auto& t : page) {
      CHECK(t.due >= last);
      last = t.due;
      CHECK(std::find(seen.begin(), seen.end(), t.conversation) == seen.end());
      seen.push_back(t.conversation);
      CHECK(t.tenant == acme);
      CHECK(t.channel == line);
      CHECK(t.body == "body");
    }
    if (page.size() < 3) break;
    after = page.back();
  }
  CHECK(seen.size() == 7);
  // `until` itself is not before it.
  CHECK(o.lane->timers_due(long_ago + std::chrono::hours{9}, std::nullopt, 10)->empty());
  CHECK(o.lane->timers_due(long_ago + std::chrono::hours{9} + milliseconds{1}, std::nullopt, 10)->size() == 4);
}

TEST_CASE("what is armed is listed by its moment, in pages, each tenant its own", "[store][timer]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 5; ++n)
    with_timer(o, n, long_ago + std::chrono::hours{n < 4 ? 9 : 12 - n});
  auto t = turn_on(o, conversation_no(9), 9, 0, {o.add_cause(conversation_no(9), "a")});
  t.timers = {{"message:1.2", long_ago, "one"}, {"message:", long_ago, "two"}};
  REQUIRE(o.commit(t) == verdict::ok);
  auto foreign = turn_on(o, conversation_no(10), 10, 0, {o.add_cause(conversation_no(10), "b")});
  foreign.summary.tenant = other_tenant;
  foreign.timers = {{"reminder", long_ago, ""}};
  REQUIRE(o.commit(foreign) == verdict::ok);

  std::vector<timer_row> seen;
  std::string after;
  do {
    const auto page = o.admin->timers(acme, after, 1).value();
    CHECK(page.items.size() <= 1);
    seen.insert(seen.end(), page.items.begin(), page.items.end());
    after = page.next;
  } while (!after.empty());
  REQUIRE(seen.size() == 7);
  CHECK(seen[0].key == "message:");
  CHECK(seen[0].body == "two");
  CHECK(seen[1].key == "message:1.2");
  CHECK(seen[2].conversation == conversation_no(5));
  CHECK(seen[2].generation == 1);
  for (std::size_t i = 1; i < seen.size(); ++i) {
    CHECK(seen[i - 1].due <= seen[i].due);
    CHECK(std::pair{seen[i - 1].conversation, seen[i - 1].key} != std::pair{seen[i].conversation, seen[i].key});
    CHECK(seen[i].tenant == acme);
  }
  CHECK(o.admin->timers(acme, "", 100)->items.size() == 7);
  CHECK(o.admin->timers(other_tenant, "", 100)->items.size() == 1);
  CHECK(o.admin->timers(acme, "nonsense", 1).error().code == store_errc::data);
}
