#include "fixture.hpp"
#include "pg_world.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <thread>

using namespace charla::conformance;

namespace {

using steady = std::chrono::steady_clock;

/// One lane under load: each round is a full cycle of `size` messages: append, turn with two lines, a bubble and a
/// timer, claim, acceptance, three statuses. Stages of successive groups share a batch, as they do in the engine.
struct loaded_lane {
  std::unique_ptr<store_lane> lane;
  int index = 0;
  int lanes = 1;
  int size = 1;
  std::vector<conversation_id> conversations;
  std::unordered_map<conversation_id, std::int64_t> versions;
  std::size_t next = 0;
  std::int64_t events = 0;
  std::int64_t cycles = 0;
  std::string trouble;

  struct group {
    std::vector<conversation_id> who;
    std::vector<inbox_id> rows;
  };

  group begin(batch& into) {
    group g;
    for (int i = 0; i < size; ++i) {
      const auto& c = conversations[next++ % conversations.size()];
      auto a = inbound(c, fmt::format("{}-{}", index, events++));
      a.body = std::string(300, 'm');
      into.appends.push_back(std::move(a));
      g.who.push_back(c);
    }
    return g;
  }

  turn_write turn(const conversation_id& c, inbox_id row) {
    turn_write t;
    const auto version = versions[c];
    t.conversation = c;
    t.turn = turn_no(static_cast<std::uint32_t>(events));
    t.epoch = lane->epoch();
    t.base_version = version;
    t.causes = {row};
    t.state = std::string(1000, static_cast<char>(events));
    t.summary.tenant = acme;
    t.summary.channel = line;
    t.summary.contact = contact_id{c.value()};
    t.summary.last_activity_at = from_unix_ms(1'700'000'000'000 + events);
    t.decided_at = long_ago;
    t.messages.resize(2);
    for (std::size_t i = 0; i < 2; ++i) {
      t.messages[i].seq = version * 2 + static_cast<std::int64_t>(i) + 1;
      t.messages[i].body = std::string(300, 'b');
      t.messages[i].type = "text";
    }
    t.messages[1].send = std::int16_t{0};
    t.sends.emplace_back();
    t.sends.back().channel = line;
    t.sends.back().body = std::string(300, 'o');
    t.timers.push_back({"idle", far_ahead, "x"});
    return t;
  }

  void facts(const group& g, batch& into) {
    for (const auto& c : g.who) {
      const out_id out{c, versions[c], 0};
      const auto provider = fmt::format("wamid.{}.{}", charla::flows::to_string(c.value()), out.version);
      into.sends.push_back(accepted(out, provider));
      for (const auto s : {message_status::sent, message_status::delivered, message_status::read})
        into.statuses.push_back(status_of(out, provider, s));
    }
  }

  batch_result commit(const batch& work) {
    auto done = lane->apply(work);
    if (!done) throw std::runtime_error{done.error().what};
    return std::move(*done);
  }

  void cycle() {
    batch one;
    auto g = begin(one);
    for (const auto& row : commit(one).appends)
      g.rows.push_back(row.value());
    batch two;
    for (std::size_t i = 0; i < g.who.size(); ++i)
      two.turns.push_back(turn(g.who[i], g.rows[i]));
    for (const auto v : commit(two).turns)
      if (v != verdict::ok) throw std::runtime_error{std::string{name_of(v)}};
    batch three;
    for (const auto& c : g.who)
      three.claims.push_back({{c, ++versions[c], 0}, lane->epoch()});
    for (const auto granted : commit(three).claims)
      if (granted != claim_verdict::granted) throw std::runtime_error{"a claim was refused"};
    batch four;
    facts(g, four);
    commit(four);
    cycles += size;
  }
};

double cycles_per_second(int lanes, int size, double seconds) {
  pg_world place;
  auto store = place.store(static_cast<std::size_t>(lanes));
  REQUIRE(store->open());
  std::vector<loaded_lane> load(static_cast<std::size_t>(lanes));
  for (std::uint32_t n = 1; n <= 20'000; ++n) {
    const auto c = conversation_no(n);
    load[shard_of(c).value() % load.size()].conversations.push_back(c);
  }
  std::vector<std::thread> threads;
  const auto begun = steady::now();
  const auto end = begun + std::chrono::duration_cast<steady::duration>(std::chrono::duration<double>{seconds});
  for (int l = 0; l < lanes; ++l) {
    auto& mine = load[static_cast<std::size_t>(l)];
    mine.lane = std::move(store->lane(static_cast<std::size_t>(l)).value());
    mine.index = l;
    mine.size = size;
    threads.emplace_back([&mine, end] {
      try {
        while (steady::now() < end)
          mine.cycle();
      } catch (const std::exception& e) {
        mine.trouble = e.what();
      }
    });
  }
  for (auto& t : threads)
    t.join();
  std::int64_t cycles = 0;
  for (const auto& l : load) {
    CHECK(l.trouble.empty());
    cycles += l.cycles;
  }
  return static_cast<double>(cycles) / std::chrono::duration<double>(steady::now() - begun).count();
}

} // namespace

// Hidden: run it by its tag, with CHARLA_TEST_PG_FSYNC=on and pg_test_fsync beside.
TEST_CASE("full cycles a second", "[.bench]") {
  const auto [lanes, size] =
      GENERATE(table<int, int>({{1, 1}, {1, 16}, {2, 16}, {2, 64}, {4, 64}, {2, 256}, {4, 256}}));
  fmt::print("lanes {} x batch {}: {:.0f} cycles/s\n", lanes, size, cycles_per_second(lanes, size, 5));
}
