#include "fixture.hpp"
#include "pg_world.hpp"

#include <algorithm>
#include <thread>

using namespace charla::conformance;

namespace {

inbox_append asked(std::uint32_t n, const std::string& key) {
  auto a = inbound(conversation_no(n), key + '/' + std::to_string(n));
  a.submitted = submission{key, "print", 0, "", "wa_main", std::nullopt};
  return a;
}

const std::string with_nul{"a\0b", 3};

} // namespace

TEST_CASE("two lanes that are asked for the same sends at once take each key once and do not lock each other",
          "[postgres][lanes]") {
  pg_world place;
  auto store = place.store(2);
  REQUIRE(store->open());
  constexpr int rounds = 20;
  constexpr std::uint32_t keys = 30;
  std::array<std::int64_t, 2> accepted{};
  std::array<std::string, 2> trouble;
  std::array<std::unique_ptr<store_lane>, 2> lanes{std::move(store->lane(0).value()),
                                                   std::move(store->lane(1).value())};
  std::array<std::thread, 2> threads;
  for (std::size_t l = 0; l < 2; ++l)
    threads[l] = std::thread{[&, l] {
      for (int r = 0; r < rounds; ++r) {
        batch work;
        for (std::uint32_t k = 0; k < keys; ++k)
          work.appends.push_back(
              asked(static_cast<std::uint32_t>(l) * keys + k, std::to_string(r) + ':' + std::to_string(k)));
        if (l == 1) std::reverse(work.appends.begin(), work.appends.end());
        const auto done = lanes[l]->apply(work);
        if (!done) {
          trouble[l] = done.error().what;
          return;
        }
        accepted[l] +=
            std::count_if(done->appends.begin(), done->appends.end(), [](const auto& row) { return row.has_value(); });
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
  CHECK(accepted[0] + accepted[1] == rounds * keys);
  CHECK(place.sql("SELECT count(*) FROM submission s JOIN inbox b ON b.id = s.cause")[0][0].as<int>()
        == rounds * static_cast<int>(keys));
  CHECK(place.sql("SELECT count(*) FROM inbox")[0][0].as<int>() == rounds * static_cast<int>(keys));
}

TEST_CASE("what a program or a provider wrote wrongly is left out, and turns beside it go on", "[postgres][channels]") {
  opened o{subjects().front()};
  const auto c = conversation_no(1);
  batch work;
  work.turns = {turn_on(o, c, 1, 0, {o.add_cause(c, "a")})};
  work.appends = {inbound(c, "plain"), asked(2, "good"), asked(3, with_nul)};
  number_fact n;
  n.tenant = acme;
  n.channel = line;
  n.at = long_ago;
  n.reason = with_nul;
  auto fine = n;
  fine.channel = channel_id{2};
  fine.reason = "fine";
  work.numbers = {n, fine};
  media_want w;
  w.tenant = acme;
  w.channel = line;
  w.at = long_ago;
  w.what.media_id = with_nul;
  auto fine_file = w;
  fine_file.what.media_id = "m1";
  work.media_wanted = {w, fine_file};
  exchange e;
  e.tenant = acme;
  e.channel = line;
  e.request = with_nul + "\xff"; // bodies are bytes
  auto wrong = e;
  wrong.url = with_nul;
  work.exchanges = {wrong, e};

  const auto done = o.apply(work);
  CHECK(name_of(done.turns.at(0)) == "ok");
  CHECK(done.appends.at(0));
  CHECK(done.appends.at(1));
  CHECK_FALSE(done.appends.at(2));
  const auto numbers = o.admin->numbers().value();
  REQUIRE(numbers.size() == 1);
  CHECK(numbers[0].reason == "fine");
  CHECK(o.reader->media_due(far_ahead, 10)->size() == 1);
  const auto log = o.admin->exchanges(acme, {}, "", 10)->items;
  REQUIRE(log.size() == 1);
  CHECK(log[0].what.request == e.request);
}
