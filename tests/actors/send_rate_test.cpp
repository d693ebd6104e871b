#include "actors/send_rate.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using flows::policy::per_second;
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
  actors::send_rate rate{{per_second(1000, 1000), {6s, 3}}};
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
  // Ten seconds at 80 a second, and the one second that the number may be ahead.
  CHECK(went <= 11 * 80 + 1);
  CHECK(went >= 10 * 80);
}

TEST_CASE("a refused message takes nothing of either rate", "[actors][rate]") {
  actors::send_rate rate{{per_second(1000, 1000), {6s, 1}}};
  CHECK(rate.take(recipient(1), noon) == 0ms);
  for (int i = 0; i < 100; ++i)
    CHECK(rate.take(recipient(1), noon) == 6s);
  CHECK(rate.take(recipient(1), noon + 6s) == 0ms);
}
