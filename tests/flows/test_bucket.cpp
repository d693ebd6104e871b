#include "flows/expr/bucket.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <utility>

using namespace charla::flows::expr;

TEST_CASE("the hash is FNV-1a as its authors publish it", "[flows][expr][bucket]") {
  CHECK(stable_hash("") == 0xcbf29ce484222325);
  CHECK(stable_hash("a") == 0xaf63dc4c8601ec8c);
  CHECK(stable_hash("foobar") == 0x85944171f73967e8);
}

TEST_CASE("a key's bucket never changes", "[flows][expr][bucket]") {
  CHECK(bucket("", 100) == 44);
  CHECK(bucket("precio:5491155550100", 100) == 87);
  CHECK(bucket("precio:5491155550101", 100) == 27);
  CHECK(bucket("ñ", 3) == 0);
  CHECK(bucket("foobar", 1) == 0);
  CHECK(bucket("foobar", 0) == 0);
}

TEST_CASE("keys that differ little are spread evenly", "[flows][expr][bucket]") {
  constexpr unsigned total = 10;
  constexpr int keys = 10'000;
  std::array<int, total> seen{};
  for (int i = 0; i < keys; ++i)
    ++seen.at(bucket("flow:549115555" + std::to_string(10'000 + i), total));
  const auto [least, most] = std::minmax_element(seen.begin(), seen.end());
  CHECK(*least > 880); // four standard deviations
  CHECK(*most < 1'120);
}

TEST_CASE("two experiments divide the same contacts independently", "[flows][expr][bucket]") {
  constexpr int keys = 10'000;
  for (const auto& [one, other] :
       {std::pair{"expA:", "expB:"}, std::pair{"precio:", "saludo:"}, std::pair{"f1/n3:", "f1/n4:"}}) {
    int same = 0;
    for (int i = 0; i < keys; ++i) {
      const auto contact = "54911" + std::to_string(1'000'000 + i);
      same += bucket(one + contact, 2) == bucket(other + contact, 2) ? 1 : 0;
    }
    INFO(one);
    CHECK(same > 4'800);
    CHECK(same < 5'200);
  }
}
