#include "actors/send_lines.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla;
using actors::send_lines;
using phase = send_lines::phase;

namespace {

constexpr flows::timestamp noon{std::chrono::hours{12}};

flows::conversation_id conversation(std::uint8_t n) {
  flows::uuid id;
  id.bytes[0] = n;
  return flows::conversation_id{id};
}

ports::outbox_row
bubble(std::uint8_t who, std::int64_t version, std::int16_t index, flows::priority prio = flows::priority::reply) {
  ports::outbox_row r;
  r.out = {conversation(who), version, index};
  r.prio = prio;
  r.not_before = noon;
  return r;
}

std::vector<flows::out_id> names(const std::vector<send_lines::item*>& items) {
  std::vector<flows::out_id> out;
  for (const auto* i : items)
    out.push_back(i->row.out);
  return out;
}

} // namespace

TEST_CASE("the next bubble of a conversation waits for the one before it", "[actors][sender]") {
  send_lines lines;
  lines.add(bubble(1, 5, 1), noon);
  lines.add(bubble(1, 5, 0), noon);
  lines.add(bubble(2, 1, 0), noon);
  CHECK(names(lines.due(noon, 10)) == std::vector{bubble(1, 5, 0).out, bubble(2, 1, 0).out});

  SECTION("also while it is being sent") {
    lines.move(*lines.find(bubble(1, 5, 0).out), phase::sending, noon);
    CHECK(names(lines.due(noon, 10)) == std::vector{bubble(2, 1, 0).out});
  }
  SECTION("and goes when that one has ended") {
    lines.remove(bubble(1, 5, 0).out);
    CHECK(names(lines.due(noon, 10)) == std::vector{bubble(1, 5, 1).out, bubble(2, 1, 0).out});
  }
  SECTION("a doubt blocks it for a while only") {
    auto& first = *lines.find(bubble(1, 5, 0).out);
    lines.doubt(first, noon + std::chrono::seconds{20}, noon + std::chrono::seconds{120});
    CHECK(names(lines.due(noon, 10)) == std::vector{bubble(2, 1, 0).out});
    CHECK(names(lines.due(noon + std::chrono::seconds{20}, 10))
          == std::vector{bubble(2, 1, 0).out, bubble(1, 5, 1).out});
    CHECK(lines.doubts_over(noon).empty());
    CHECK(names(lines.doubts_over(noon + std::chrono::seconds{120})) == std::vector{bubble(1, 5, 0).out});
  }
}

TEST_CASE("people go before all, and no class starves the others", "[actors][sender]") {
  send_lines lines;
  for (std::uint8_t n = 0; n < 30; ++n) {
    lines.add(bubble(n, 1, 0, flows::priority::reply), noon);
    lines.add(bubble(100 + n, 1, 0, flows::priority::campaign), noon);
  }
  lines.add(bubble(200, 1, 0, flows::priority::human), noon);
  const auto first = lines.due(noon, 19);
  CHECK(first.at(0)->row.prio == flows::priority::human);
  const auto campaigns =
      std::count_if(first.begin(), first.end(), [](const auto* i) { return i->row.prio == flows::priority::campaign; });
  CHECK(campaigns == 2); // 8 : 1

  const auto urgent = lines.due(noon, 100, flows::priority::failure);
  CHECK(urgent.size() == 31);
  CHECK(lines.due(noon, 100, flows::priority::human).size() == 1);
}

TEST_CASE("a bubble that may not go yet is waited for, not forgotten", "[actors][sender]") {
  send_lines lines;
  lines.add(bubble(1, 1, 0), noon);
  lines.move(*lines.find(bubble(1, 1, 0).out), phase::ready, noon + std::chrono::seconds{3});
  CHECK(lines.due(noon, 10).empty());
  CHECK(lines.next_due(noon) == noon + std::chrono::seconds{3});
  CHECK(lines.due(noon + std::chrono::seconds{3}, 10).size() == 1);
}

TEST_CASE("a bubble told twice waits once", "[actors][sender]") {
  send_lines lines;
  CHECK(lines.add(bubble(1, 1, 0), noon));
  CHECK_FALSE(lines.add(bubble(1, 1, 0), noon));
  CHECK(lines.size() == 1);
  CHECK(lines.count(phase::ready) == 1);
}

TEST_CASE("what was found in doubt after a crash is not sent before its doubt is over", "[actors][sender]") {
  send_lines lines;
  auto row = bubble(1, 1, 0);
  row.state = ports::outbox_state::in_doubt;
  lines.add(row, noon);
  CHECK(lines.due(noon + std::chrono::hours{1}, 10).empty());
}

TEST_CASE("a conversation's line goes out in order, whatever the order and fate of its bubbles",
          "[actors][sender][I7]") {
  CHECK(rc::check("in order", [] {
    send_lines lines;
    auto now = noon;
    std::map<flows::conversation_id, std::pair<std::int64_t, std::int16_t>> last;
    for (int step = 0; step < 120; ++step) {
      switch (*rc::gen::inRange(0, 4)) {
      case 0: {
        // New bubbles come behind what was told before, but may be told again.
        const auto who = *rc::gen::inRange<std::uint8_t>(0, 4);
        lines.add(bubble(who, 1 + step / 2, static_cast<std::int16_t>(step % 2)), now);
        break;
      }
      case 1: now += std::chrono::seconds{*rc::gen::inRange(0, 10)}; break;
      default:
        for (auto* i : lines.due(now, 2)) {
          auto& before = last[i->row.out.conversation];
          const std::pair at{i->row.out.version, i->row.out.index};
          RC_ASSERT(before <= at);
          before = at;
          switch (*rc::gen::inRange(0, 4)) {
          case 0: lines.move(*i, phase::ready, now + std::chrono::seconds{3}); break;
          case 1: lines.move(*i, phase::sending, now); break;
          case 2: lines.doubt(*i, now + std::chrono::seconds{20}, now + std::chrono::seconds{1000}); break;
          default: lines.remove(i->row.out);
          }
        }
      }
      const auto next = lines.next_due(now);
      RC_ASSERT(!next || *next > now);
    }
  }));
}
