#include "fixture.hpp"

#include "io/api/key_rate.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

/// A key of acme's that may make so many requests a minute.
headers limited(world& w, std::int32_t per_minute, const std::string& token = "chk_limited") {
  ports::api_key_row k;
  k.tenant = acme;
  k.name = "limited";
  k.prefix = token;
  k.hash = w.crypto->sha256(token);
  k.scopes = {"channels:read"};
  k.rate_per_minute = per_minute;
  REQUIRE(w.admin->add_api_key(k));
  return {{"Authorization", "Bearer " + token}};
}

const std::string path = "/api/v1/channels";

} // namespace

TEST_CASE("a key makes as many requests a minute as it may; then it waits as long as it is told") {
  world w;
  const auto key = limited(w, 3);
  for (const auto* left : {"2", "1", "0"}) {
    const auto r = w.send("GET", path, key);
    CHECK(r.status == 200);
    CHECK(header_of(r, "RateLimit-Limit") == "3");
    CHECK(header_of(r, "RateLimit-Remaining") == left);
  }
  const auto refused = w.send("GET", path, key);
  CHECK(refused.status == 429);
  CHECK(header_of(refused, "Retry-After") == "20");
  CHECK(header_of(refused, "RateLimit-Remaining") == "0");
  CHECK(header_of(refused, "RateLimit-Reset") == "60");
  w.clock.at += std::chrono::milliseconds{19'900};
  CHECK(w.send("GET", path, key).status == 429);
  w.clock.at += std::chrono::milliseconds{100};
  CHECK(w.send("GET", path, key).status == 200);
  CHECK(w.send("GET", path, key).status == 429);
}

TEST_CASE("one key's requests are not another's, and what it may not do counts too") {
  world w;
  const auto first = limited(w, 1, "chk_first");
  const auto second = limited(w, 1, "chk_second");
  CHECK(w.send("GET", "/api/v1/users", first).status == 403);
  CHECK(w.send("GET", path, first).status == 429);
  CHECK(w.send("GET", path, second).status == 200);
}

TEST_CASE("a key without a rate of its own has the installation's; 0 is none; people have none") {
  world w;
  w.config.security.key_rate_per_minute = 1;
  w.open_doors();
  const auto key = limited(w, 0);
  CHECK(w.send("GET", path, key).status == 200);
  CHECK(w.send("GET", path, key).status == 429);
  const auto person = w.as(ports::role::admin);
  for (int i = 0; i < 5; ++i)
    CHECK(header_of(w.send("GET", path, person), "RateLimit-Limit").empty());
  w.config.security.key_rate_per_minute = 0;
  w.open_doors();
  for (int i = 0; i < 5; ++i)
    CHECK(header_of(w.send("GET", path, key), "RateLimit-Limit").empty());
}

TEST_CASE("a key is made with its rate, and shows it") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto made =
      w.ask(200, "POST", "/api/v1/keys", admin, R"({"name":"CRM","scopes":["messages:send"],"rate_per_minute":120})");
  CHECK(made.root()["rate_per_minute"].integer() == 120);
  CHECK(w.admin->api_keys(acme)->at(0).rate_per_minute == 120);
  for (const std::string bad : {"-1", "1.5", "\"many\"", "2000000"})
    CHECK(fields_of(w.ask(422, "POST", "/api/v1/keys", admin,
                          R"({"name":"CRM","scopes":["messages:send"],"rate_per_minute":)" + bad + "}"))
          == std::vector<std::string>{"rate_per_minute"});
}

TEST_CASE("the allowance holds a bounded number of keys and never more than a minute's worth") {
  turned_clock clock;
  api::key_rate rate{clock};
  for (std::int32_t key = 1; key <= 10'500; ++key)
    CHECK(rate.take(key, 2).remaining == 1);
  clock.at += std::chrono::hours{5};
  CHECK(rate.take(7, 2).remaining == 1);
  CHECK(rate.take(7, 2).remaining == 0);
  CHECK(rate.take(7, 2).wait_s == 30);
  CHECK(rate.take(7, 0).limit == 0);
}
