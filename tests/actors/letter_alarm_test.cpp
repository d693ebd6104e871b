#include "actors/letter_alarm.hpp"
#include "world.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::tests;

TEST_CASE("of the letters of one tenant and reason the first in an hour is news", "[actors][letters][R228]") {
  actors::letter_alarm alarm;
  const flows::tenant_id acme{1};
  const flows::tenant_id rival{2};
  CHECK(alarm.is_news(acme, "crash", 0));
  CHECK_FALSE(alarm.is_news(acme, "crash", 1000));
  CHECK(alarm.is_news(acme, "send_failed", 1000));
  CHECK(alarm.is_news(rival, "crash", 1000));
  CHECK_FALSE(alarm.is_news(acme, "crash", actors::letter_alarm::every_ms - 1));
  CHECK(alarm.is_news(acme, "crash", actors::letter_alarm::every_ms));
  CHECK_FALSE(alarm.is_news(acme, "crash", actors::letter_alarm::every_ms + 1));
}

TEST_CASE("a bubble that is given up is told to people once, and the list has them all", "[actors][letters][R228]") {
  world w;
  ports::client_response no;
  no.status = 400;
  no.body = R"({"error":{"code":131000,"message":"no"}})";
  w.http.answers.assign(40, no);
  const auto events = [&] {
    const auto page = w.store->admin().value()->system_events(flows::tenant_id{1}, "", 50).value();
    std::vector<ports::system_event> found;
    for (const auto& e : page.items)
      if (e.type == "dead_letter") found.push_back(e);
    return found;
  };
  CHECK(events().empty());
  w.customer_says("precio", "wamid.1");
  w.advance(std::chrono::minutes{30});
  w.customer_says("precio", "wamid.2");
  w.advance(std::chrono::minutes{25});
  const auto letters = w.store->admin().value()->dead_letters(flows::tenant_id{1}, "open", "", 50).value();
  CAPTURE(letters.items.size());
  REQUIRE(letters.items.size() >= 2);
  const auto told = events();
  REQUIRE(told.size() == 1);
  CHECK(told[0].level == "error");
  CHECK(told[0].metadata.find("send_failed") != std::string::npos);
  CHECK(told[0].metadata.find(flows::to_string(w.conversation().value())) != std::string::npos);
}
