#include "flows/policy/fair_queue.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <rapidcheck.h>
#include <string>
#include <vector>

using charla::flows::policy::fair_queue;

TEST_CASE("one item of a key passes the flood of another after one round", "[flows][policy][fair]") {
  fair_queue<std::string, int> q{4};
  for (int i = 0; i < 1000; ++i)
    q.push("flood", i);
  q.push("single", 7777);
  int before = 0;
  while (q.pop() != 7777)
    ++before;
  CHECK(before <= 4);
  CHECK(q.size() == static_cast<std::size_t>(1000 - before));
}

TEST_CASE("each key keeps its own order, and nothing is lost or doubled", "[flows][policy][fair]") {
  CHECK(rc::check("whatever comes and goes", [] {
    fair_queue<int, std::pair<int, int>> q{*rc::gen::inRange<std::int64_t>(1, 20)};
    std::map<int, int> pushed;
    std::map<int, int> popped;
    const auto take = [&] {
      const auto item = q.pop();
      if (item) RC_ASSERT(item->second == popped[item->first]++);
      return item.has_value();
    };
    for (int i = 0; i < 300; ++i) {
      if (*rc::gen::inRange(0, 3) == 0) {
        take();
        continue;
      }
      const auto key = *rc::gen::inRange(0, 5);
      q.push(key, {key, pushed[key]++}, *rc::gen::inRange<std::int64_t>(0, 50));
    }
    while (take()) {
    }
    RC_ASSERT(q.empty() && q.keys() == 0U);
    for (const auto& [key, n] : pushed)
      RC_ASSERT(popped[key] == n);
  }));
}

TEST_CASE("keys get equal shares of cost, not of items", "[flows][policy][fair]") {
  fair_queue<std::string, std::string> q{10};
  for (int i = 0; i < 500; ++i) {
    q.push("dear", "dear", 10);
    q.push("cheap", "cheap", 1);
  }
  std::map<std::string, int> cost;
  for (int i = 0; i < 110; ++i) {
    const auto who = q.pop().value();
    cost[who] += who == "dear" ? 10 : 1;
  }
  CHECK(cost["dear"] == cost["cheap"]);
}

TEST_CASE("what costs more than a round's share goes when enough is saved, and saving ends with the line",
          "[flows][policy][fair]") {
  fair_queue<std::string, std::string> q{1};
  q.push("big", "big", 5);
  for (int i = 0; i < 20; ++i)
    q.push("small", "small", 1);
  int before = 0;
  while (q.pop() == "small")
    ++before;
  CHECK(before >= 4);
  CHECK(before <= 5);
}
