#include "channel_world.hpp"

#include <catch2/catch.hpp>
#include <thread>

using namespace charla;
using namespace charla::http_test;
using namespace std::chrono_literals;

namespace {

struct sse_world : world {
  sse_world() {
    routes.streams.emplace_back("/stream", [this](const ports::http_request& q) {
      ports::sse_accept out;
      if (q.query_value("refuse")) {
        out.refusal = {403, {}, {}};
        return out;
      }
      out.on_open = [this](ports::text_channel_ptr c) { diary.opened(std::move(c)); };
      out.on_close = [this] { ++diary.closed; };
      return out;
    });
  }
  ~sse_world() { server.reset(); }

  peer open() {
    auto c = connect();
    c.send(get("/stream"));
    const auto head = c.read_until("\r\n\r\n");
    REQUIRE(head.starts_with("HTTP/1.1 200 OK\r\n"));
    return c;
  }
  static std::string chunk(peer& c) {
    auto out = c.read_bytes(std::stoul(c.read_until("\r\n"), nullptr, 16));
    (void)c.read_bytes(2);
    return out;
  }

  channel_diary diary;
};

} // namespace

TEST_CASE("a stream of events is chunked, typed and not kept by anybody", "[http][sse]") {
  sse_world w;
  w.config.cors_origins = {"https://panel.example"};
  w.start();
  auto c = w.connect();
  c.send(get("/stream", "Origin: https://panel.example\r\nX-Request-Id: s-1\r\n"));
  const auto head = c.read_until("\r\n\r\n");
  CHECK(head.find("Content-Type: text/event-stream\r\n") != std::string::npos);
  CHECK(head.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
  CHECK(head.find("Cache-Control: no-store\r\n") != std::string::npos);
  CHECK(head.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
  CHECK(head.find("Access-Control-Allow-Origin: https://panel.example\r\n") != std::string::npos);
  CHECK(head.find("X-Request-Id: s-1\r\n") != std::string::npos);
  const auto channel = w.diary.wait_open();
  REQUIRE(channel);
  CHECK(channel->send("event: message\ndata: {}\n\n"));
  CHECK(sse_world::chunk(c) == "event: message\ndata: {}\n\n");
  std::string all;
  for (int i = 0; i < 200; ++i)
    CHECK(channel->send("data: " + std::to_string(i) + "\n\n"));
  while (all.find("data: 199\n\n") == std::string::npos)
    all += sse_world::chunk(c);
  std::string expected;
  for (int i = 0; i < 200; ++i)
    expected += "data: " + std::to_string(i) + "\n\n";
  CHECK(all == expected);
  CHECK(becomes([&] { return channel->queued_bytes() == 0; }));
}

TEST_CASE("a silent stream beats its heart", "[http][sse]") {
  sse_world w;
  w.bounds.sse_heartbeat = 20ms;
  w.start();
  auto c = w.open();
  CHECK(sse_world::chunk(c) == ":\n\n");
  CHECK(sse_world::chunk(c) == ":\n\n");
}

TEST_CASE("the heart beats at least each ten seconds by default (R019)", "[http][sse]") {
  // The tick that looks at it adds a second at most.
  CHECK(http::limits{}.sse_heartbeat + 1s < 10s);
}

TEST_CASE("a client that leaves its stream is noticed", "[http][sse]") {
  sse_world w;
  w.start();
  auto c = w.open();
  const auto channel = w.diary.wait_open();
  REQUIRE(channel);
  SECTION("by end") { c.finish_sending(); }
  SECTION("by reset") { c.reset(); }
  CHECK(becomes([&] { return w.diary.closed == 1; }));
  CHECK_FALSE(channel->send("data: late\n\n"));
}

TEST_CASE("a reader that does not read is signalled first and then let go", "[http][sse]") {
  sse_world w;
  w.bounds.channel_slow_bytes = 100'000;
  w.bounds.channel_bytes = 400'000;
  w.config.idle_timeout = 100ms;
  w.start();
  auto c = w.connect(4096);
  c.send(get("/stream"));
  const auto channel = w.diary.wait_open();
  REQUIRE(channel);
  bool signalled = false;
  for (int i = 0; i < 2'000'000 && channel->queued_bytes() + 10'000 <= w.bounds.channel_bytes; ++i)
    if (!channel->send(std::string(10'000, 's'))) signalled = true;
  CHECK(signalled);
  CHECK_FALSE(channel->send(std::string(10'001, 's')));
  CHECK(becomes([&] { return w.diary.closed == 1; }));
}

TEST_CASE("a stream that is closed ends in order", "[http][sse]") {
  sse_world w;
  w.start();
  auto c = w.open();
  const auto channel = w.diary.wait_open();
  REQUIRE(channel);
  SECTION("by its handler") {
    channel->send("data: last\n\n");
    channel->close(1000, "");
    CHECK(sse_world::chunk(c) == "data: last\n\n");
  }
  SECTION("by a server that stops") {
    std::thread{[&] { w.server->stop(10s); }}.join();
  }
  CHECK(c.read_to_end() == "0\r\n\r\n");
  CHECK(becomes([&] { return w.diary.closed == 1; }));
}

TEST_CASE("a stream may be refused", "[http][sse]") {
  sse_world w;
  w.start();
  auto c = w.connect();
  CHECK(c.ask(get("/stream?refuse=1")).status == 403);
  CHECK(c.ask(get("/stream?refuse=1")).status == 403);
  CHECK(w.diary.closed == 0);
}

TEST_CASE("a client of HTTP/1.0 gets its events without chunks", "[http][sse]") {
  sse_world w;
  w.start();
  auto c = w.connect();
  c.send("GET /stream HTTP/1.0\r\n\r\n");
  (void)c.read_until("\r\n\r\n");
  const auto channel = w.diary.wait_open();
  REQUIRE(channel);
  channel->send("data: plain\n\n");
  CHECK(c.read_bytes(13) == "data: plain\n\n");
}
