#include "fixture.hpp"
#include "pg_world.hpp"

#include <algorithm>
#include <thread>

using namespace charla::conformance;

TEST_CASE("two lanes that accept the same duplicates at once neither lose nor double nor lock each other",
          "[postgres][lanes]") {
  pg_world place;
  auto store = place.store(2);
  REQUIRE(store->open());
  constexpr int rounds = 30;
  constexpr int events = 40;
  std::array<int, 2> accepted{};
  std::array<std::string, 2> trouble;
  std::array<std::unique_ptr<store_lane>, 2> lanes{std::move(store->lane(0).value()),
                                                   std::move(store->lane(1).value())};
  std::array<std::thread, 2> threads;
  for (std::size_t l = 0; l < 2; ++l)
    threads[l] = std::thread{[&, l] {
      for (int r = 0; r < rounds; ++r) {
        batch work;
        for (int e = 0; e < events; ++e)
          work.appends.push_back(
              inbound(conversation_no(static_cast<std::uint32_t>(e)), std::to_string(r) + '/' + std::to_string(e)));
        if (l == 1) std::reverse(work.appends.begin(), work.appends.end());
        const auto done = lanes[l]->apply(work);
        if (!done) {
          trouble[l] = done.error().what;
          return;
        }
        accepted[l] += static_cast<int>(
            std::count_if(done->appends.begin(), done->appends.end(), [](const auto& row) { return row.has_value(); }));
      }
    }};
  for (auto& t : threads)
    t.join();
  lanes = {};
  // Trying again would hide a deadlock: the server counts them.
  place.sql("SELECT pg_stat_force_next_flush()");
  CHECK(place.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")[0][0].as<int>() == 0);
  CHECK(trouble[0].empty());
  CHECK(trouble[1].empty());
  CHECK(accepted[0] + accepted[1] == rounds * events);
  CHECK(place.sql("SELECT count(*) FROM inbox")[0][0].as<int>() == rounds * events);
}

TEST_CASE("two lanes that count the same steps and write to the same contacts lose nothing and do not lock each other",
          "[postgres][lanes]") {
  pg_world place;
  auto store = place.store(2);
  const auto epoch = store->open()->epoch;
  constexpr int rounds = 30;
  constexpr std::uint32_t people = 10;
  const flow_version greeting{flow_id{7}, 1};
  std::array<std::string, 2> trouble;
  std::array<std::unique_ptr<store_lane>, 2> lanes{std::move(store->lane(0).value()),
                                                   std::move(store->lane(1).value())};
  const auto turn_of = [&](std::size_t l, std::uint32_t p, int r) {
    turn_write t;
    t.conversation = conversation_no(static_cast<std::uint32_t>(l) * people + p + 1);
    t.turn = turn_no(static_cast<std::uint32_t>(r) * 100 + static_cast<std::uint32_t>(l) * people + p);
    t.epoch = epoch;
    t.base_version = r;
    t.summary.tenant = acme;
    t.summary.channel = line;
    t.summary.contact = contact_id{conversation_no(p + 1).value()};
    // Of half of the people the one lane tells the profile's name and the other what it has learnt; of the others the
    // other way round: whoever locks them in the order of the work meets the other half way.
    const auto tells_name = p % 2 == l;
    t.summary.contact_name = tells_name ? "name " + std::to_string(r) : "";
    t.decided_at = long_ago + std::chrono::seconds{r};
    t.visits = {{greeting, "a", "", 1}, {greeting, p % 2 == 0 ? "b" : "c", "", 1}};
    if (!tells_name) t.contact.attributes = {{"round", std::to_string(r)}};
    return t;
  };
  const auto take_turns = [&](std::size_t l, int r) {
    batch work;
    for (std::uint32_t p = 0; p < people; ++p)
      work.turns.push_back(turn_of(l, p, r));
    if (l == 1) std::reverse(work.turns.begin(), work.turns.end());
    const auto done = lanes[l]->apply(work);
    if (!done) trouble[l] = done.error().what;
    if (done && std::count(done->turns.begin(), done->turns.end(), verdict::ok) != people) trouble[l] = "refused";
  };
  // The contacts come into being one lane after the other: a row that is not there yet cannot be locked beforehand.
  for (std::size_t l = 0; l < 2; ++l)
    take_turns(l, 0);
  std::array<std::thread, 2> threads;
  for (std::size_t l = 0; l < 2; ++l)
    threads[l] = std::thread{[&, l] {
      for (int r = 1; r < rounds && trouble[l].empty(); ++r)
        take_turns(l, r);
    }};
  for (auto& t : threads)
    t.join();
  lanes = {};
  CHECK(trouble[0].empty());
  CHECK(trouble[1].empty());
  place.sql("SELECT pg_stat_force_next_flush()");
  CHECK(place.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")[0][0].as<int>() == 0);
  const auto admin = std::move(store->admin().value());
  const auto counted = admin->visits(acme, greeting.flow, greeting.version).value();
  REQUIRE(counted.size() == 3);
  CHECK(counted[0].count == 2 * rounds * people);
  CHECK(counted[1].count == rounds * people);
  CHECK(counted[2].count == rounds * people);
  CHECK(place.sql("SELECT count(DISTINCT lane) FROM visit")[0][0].as<int>() == 2); // no row of both
  for (std::uint32_t p = 0; p < people; ++p) {
    const auto known = admin->contact(acme, contact_id{conversation_no(p + 1).value()})->value();
    CHECK(known.attributes == R"({"round": "29"})");
    CHECK(known.name == "name 29");
  }
}

TEST_CASE("a second process is refused while the first has the database", "[postgres][open]") {
  pg_world place;
  auto first = place.store(1);
  REQUIRE(first->open());
  auto second = place.store(1);
  CHECK(second->open().error().code == store_errc::locked);
  first.reset();
  CHECK(second->open());
}

TEST_CASE("an opening is clean only when every lane has said goodbye", "[postgres][open]") {
  pg_world place;
  const auto goodbyes = GENERATE(1, 2);
  {
    auto store = place.store(2);
    REQUIRE(store->open());
    for (int l = 0; l < goodbyes; ++l)
      REQUIRE(store->lane(static_cast<std::size_t>(l)).value()->close_clean());
  }
  auto again = place.store(2);
  CHECK(again->open()->unclean == (goodbyes == 1));
}

TEST_CASE("old days of dedup keys are dropped whole", "[postgres][days]") {
  pg_world place;
  auto store = place.store(1);
  REQUIRE(store->open());
  auto lane = std::move(store->lane(0).value());
  const auto now = place.clock->now();
  batch work;
  work.appends = {inbound(conversation_no(1), "ancient"), inbound(conversation_no(1), "old"),
                  inbound(conversation_no(1), "new")};
  work.appends[1].provider_time = now - std::chrono::hours{24 * 5};
  work.appends[2].provider_time = now;
  REQUIRE(lane->apply(work));
  CHECK(place.sql("SELECT count(*) FROM seen_default")[0][0].as<int>() == 1);

  CHECK(lane->forget_seen_before(now - std::chrono::hours{24 * 2}).value() == 2);
  CHECK(place.sql("SELECT count(*) FROM seen")[0][0].as<int>() == 1);
  const auto answer = lane->apply(work).value().appends;
  CHECK(answer[0]);
  CHECK(answer[1]);
  CHECK_FALSE(answer[2]);
}

TEST_CASE("keys that lie in the default partition move into the day's own", "[postgres][days]") {
  pg_world place;
  place.sql("INSERT INTO seen SELECT extract(epoch FROM now())::bigint / 86400, 1, '\\x01'");
  auto store = place.store(1);
  REQUIRE(store->open());
  CHECK(place.sql("SELECT count(*) FROM seen")[0][0].as<int>() == 1);
  CHECK(place.sql("SELECT count(*) FROM seen_default")[0][0].as<int>() == 0);
}
