#include "actors/send_rate.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace std::chrono_literals;

namespace {

constexpr flows::timestamp noon{std::chrono::hours{12}};

flows::conversation_id recipient(std::uint32_t n) {
  flows::uuid id;
  std::memcpy(id.bytes.data(), &n, sizeof n);
  return flows::conversation_id{id};
}

} // namespace

TEST_CASE("one recipient gets a burst, then one message each interval", "[actors][rate]") {
  actors::send_rate rate{{1000, {6s, 3}}};
  for (int i = 0; i < 3; ++i)
    CHECK(rate.take(recipient(1), noon) == 0ms);
  CHECK(rate.take(recipient(1), noon) == 6s);
  CHECK(rate.take(recipient(2), noon) == 0ms);
  CHECK(rate.take(recipient(1), noon + 6s) == 0ms);
  CHECK(rate.take(recipient(1), noon + 6s) == 6s);
}

TEST_CASE("a number never passes its rate over any second after its burst", "[actors][rate]") {
  actors::send_rate rate{actors::send_limits{}};
  std::size_t went = 0;
  std::uint32_t who = 0;
  for (auto now = noon; now < noon + 10s; now += 1ms)
    while (rate.take(recipient(who), now) == 0ms) {
      ++who;
      ++went;
    }
  // Ten seconds at 80 a second, and the little that the number may be ahead.
  CHECK(went <= 10 * 80 + 5);
  CHECK(went >= 10 * 80 - 80);
}

TEST_CASE("a number that the provider calls too fast goes at half its speed, and is back within two minutes",
          "[actors][rate]") {
  actors::send_rate rate{actors::send_limits{}};
  CHECK(rate.present(noon) == Approx(80));
  rate.refused_number(noon);
  CHECK(rate.present(noon) == Approx(40));
  CHECK(rate.present(noon + 10s) == Approx(48));
  rate.refused_number(noon + 10s);
  CHECK(rate.present(noon + 10s) == Approx(24));
  for (int i = 0; i < 20; ++i)
    rate.refused_number(noon + 10s);
  CHECK(rate.present(noon + 10s) >= 80 * 0.05); // never quite still
  CHECK(rate.present(noon + 130s) == Approx(80));
}

TEST_CASE("a recipient that gets too much waits four times as long after each refusal, and others do not",
          "[actors][rate]") {
  actors::send_rate rate{actors::send_limits{}};
  CHECK(rate.refused_pair(recipient(1), noon) == 1s);
  CHECK(rate.refused_pair(recipient(1), noon) == 4s);
  CHECK(rate.refused_pair(recipient(1), noon) == 16s);
  CHECK(rate.refused_pair(recipient(2), noon) == 1s);
  rate.accepted(recipient(1));
  CHECK(rate.refused_pair(recipient(1), noon) == 1s);
}

TEST_CASE("the number says how many messages it takes now, and when the next", "[actors][rate]") {
  actors::send_rate rate{{100, {1ms, 1000}}};
  CHECK(rate.room(noon, 64).messages == 5); // a twentieth of a second ahead
  CHECK(rate.room(noon, 3).messages == 3);
  for (std::uint32_t i = 0; i < 5; ++i)
    CHECK(rate.take(recipient(i), noon) == 0ms);
  CHECK(rate.room(noon, 64).messages == 0);
  CHECK(rate.room(noon, 64).wait == 10ms);
}

TEST_CASE("a refused message takes nothing of either rate", "[actors][rate]") {
  actors::send_rate rate{{1000, {6s, 1}}};
  CHECK(rate.take(recipient(1), noon) == 0ms);
  for (int i = 0; i < 100; ++i)
    CHECK(rate.take(recipient(1), noon) == 6s);
  CHECK(rate.take(recipient(1), noon + 6s) == 0ms);
}
