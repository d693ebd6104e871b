#include "console.hpp"

using namespace charla;
using namespace charla::api_test;

TEST_CASE("the event stream tells everything in order, under the name message, and goes on where it stopped") {
  world w;
  const auto id = w.talk("5491155550100");
  auto r = upgrade(w.with_key({"conversations:read"}));
  const auto open = [&](const ports::http_request& request) {
    auto accepted = w.routes.streams.at(0).second(request);
    REQUIRE(accepted.on_open);
    auto channel = std::make_shared<kept_channel>();
    accepted.on_open(channel);
    return std::pair{channel, accepted.on_close};
  };
  const auto [channel, close] = open(r);
  w.engine.publish(acme, w.clock.now(), said(id, 3, "uno"));
  w.engine.publish(acme, w.clock.now(),
                   ports::message_status_changed{id, {id, 1, 0}, flows::message_status::sent, "wamid.9", 0, ""});
  w.run_later();
  REQUIRE(channel->frames.size() == 3);
  CHECK(channel->frames[0].find("retry:") == 0);
  CHECK(channel->frames[1].rfind("id: 77.1\nevent: message\ndata: {", 0) == 0);
  CHECK(channel->frames[1].find("\"uno\"") != std::string::npos);
  CHECK(channel->frames[2].rfind("id: 77.2\n", 0) == 0);
  for (std::size_t i = 1; i < 3; ++i) {
    const auto at = channel->frames[i].find("data: ") + 6;
    (void)read(channel->frames[i].substr(at, channel->frames[i].size() - at - 2));
  }
  close();
  w.engine.publish(acme, w.clock.now(), said(id, 4, "dos"));
  r.headers.push_back({"Last-Event-ID", "77.2"});
  const auto [again, close_again] = open(r);
  REQUIRE(again->frames.size() == 2);
  CHECK(again->frames[1].rfind("id: 77.3\n", 0) == 0);
  r.headers.back().value = "5.1";
  const auto [reset, close_reset] = open(r);
  CHECK(reset->frames.at(1).find("\"reset\"") != std::string::npos);
}

TEST_CASE("the event stream is closed to whoever may not read conversations") {
  world w;
  ports::http_request r;
  r.method = "GET";
  CHECK(w.routes.streams.at(0).second(r).refusal.status == 401);
  r.headers = w.with_key({"simulate"});
  CHECK(w.routes.streams.at(0).second(r).refusal.status == 403);
}
