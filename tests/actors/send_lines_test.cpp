#include "actors/send_lines.hpp"

#include <catch2/catch.hpp>

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
    first.lets_pass = noon + std::chrono::seconds{20};
    lines.move(first, phase::in_doubt, noon + std::chrono::seconds{120});
    CHECK(names(lines.due(noon, 10)) == std::vector{bubble(2, 1, 0).out});
    CHECK(names(lines.due(noon + std::chrono::seconds{20}, 10))
          == std::vector{bubble(1, 5, 1).out, bubble(2, 1, 0).out});
    CHECK(lines.doubts_over(noon).empty());
    CHECK(names(lines.doubts_over(noon + std::chrono::seconds{120})) == std::vector{bubble(1, 5, 0).out});
  }
}

TEST_CASE("people go before replies, and replies before campaigns", "[actors][sender]") {
  send_lines lines;
  lines.add(bubble(1, 1, 0, flows::priority::campaign), noon);
  lines.add(bubble(2, 1, 0, flows::priority::reply), noon);
  lines.add(bubble(3, 1, 0, flows::priority::human), noon);
  CHECK(names(lines.due(noon, 2)) == std::vector{bubble(3, 1, 0).out, bubble(2, 1, 0).out});
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
