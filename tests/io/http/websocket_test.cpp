#include "channel_world.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <thread>

using namespace charla;
using namespace charla::http_test;
using namespace std::chrono_literals;

namespace {

constexpr auto program = "Authorization: Bearer k\r\n";

/// Sends back what it gets; `boom` makes it throw.
class echo_session final : public ports::websocket_session {
public:
  explicit echo_session(channel_diary& d) : diary_(d) {}
  void on_open(ports::text_channel_ptr c) override {
    channel_ = c;
    diary_.opened(std::move(c));
  }
  void on_text(std::string_view frame) override {
    if (frame == "boom") throw std::runtime_error("secret words");
    channel_->send(std::string{frame});
  }
  void on_close() override { ++diary_.closed; }

private:
  channel_diary& diary_;
  ports::text_channel_ptr channel_;
};

struct ws_world : world {
  ws_world() {
    routes.websockets.emplace_back("/feed", [this](const ports::http_request& q) {
      ports::websocket_accept out;
      if (q.header_value("Authorization") == "Bearer bad")
        out.refusal = {401, {}, {}};
      else
        out.session = std::make_shared<echo_session>(diary);
      if (const auto wanted = q.header_value("Sec-WebSocket-Protocol")) out.subprotocol = *wanted;
      return out;
    });
    answer_with("GET", "/x", [](auto) { return ports::http_response{200, {}, "ok"}; });
  }
  ~ws_world() { server.reset(); }

  peer open() {
    auto c = connect();
    const auto a = c.ask(upgrade("/feed", program));
    REQUIRE(a.status == 101);
    return c;
  }

  channel_diary diary;
};

} // namespace

TEST_CASE("text goes both ways over a WebSocket", "[http][websocket]") {
  ws_world w;
  w.start();
  auto c = w.connect();
  const auto a = c.ask(upgrade("/feed", "Authorization: k\r\nSec-WebSocket-Protocol: console.live.v1\r\n"
                                        "X-Request-Id: ws-1\r\n"));
  CHECK(a.status == 101);
  CHECK(a.field("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(a.field("Sec-WebSocket-Protocol") == "console.live.v1");
  CHECK(a.field("X-Request-Id") == "ws-1");
  CHECK(a.field("Server") == "charla");
  for (const auto& text : {std::string{"hola"}, std::string{"\xC3\xB1"}, std::string(65'536, 'x')}) {
    c.send(client_frame(1, text));
    const auto f = read_frame(c);
    CHECK(f.opcode == 1);
    CHECK(f.payload == text);
  }
  CHECK(w.logs(R"("endpoint":"/feed","method":"GET","status_code":101)"));
  c.send(client_frame(8, "\x03\xe8"));
  CHECK(read_frame(c).close_code() == 1000);
  CHECK(c.read_to_end().empty());
  c.finish_sending();
  CHECK(becomes([&] { return w.diary.closed == 1; }));
  CHECK_FALSE(w.diary.open_channel()->send("late"));
}

TEST_CASE("frames that the protocol forbids close with the code that says why", "[http][websocket]") {
  ws_world w;
  w.start();
  auto c = w.open();
  const auto [code, frame] = GENERATE(table<int, std::string>({
      {1009, client_frame(1, std::string(65'537, 'x'))},
      {1003, client_frame(2, "binary")},
      {1007, client_frame(1, "\xff\xfe")},
      {1011, client_frame(1, "boom")},
  }));
  c.send(frame);
  const auto f = read_frame(c);
  CHECK(f.opcode == 8);
  CHECK(f.close_code() == code);
  c.send(client_frame(8, f.payload));
  c.finish_sending();
  CHECK(becomes([&] { return w.diary.closed == 1; }));
}

TEST_CASE("a page may connect from its own origin and from those that are allowed", "[http][websocket]") {
  ws_world w;
  w.config.cors_origins = {"https://panel.example"};
  w.config.public_url = "https://charla.example/";
  w.start();
  auto c = w.connect();
  SECTION("its own") { CHECK(c.ask(upgrade("/feed", "Origin: http://LOCALHOST\r\n")).status == 101); }
  SECTION("the public one") { CHECK(c.ask(upgrade("/feed", "Origin: https://charla.example\r\n")).status == 101); }
  SECTION("an allowed one") { CHECK(c.ask(upgrade("/feed", "Origin: https://panel.example\r\n")).status == 101); }
  SECTION("others may not, even with a key") {
    const auto* const origin = GENERATE("https://evil.example", "null", "http://localhost.evil.example",
                                        "http://localhost:81", "https://panel.example:444");
    CHECK(c.ask(upgrade("/feed", std::string{program} + "Origin: " + origin + "\r\n")).status == 403);
    CHECK(w.diary.open_channel() == nullptr);
    CHECK(c.ask(get("/x")).body == "ok");
  }
  SECTION("nobody says where from, and brings no key") { CHECK(c.ask(upgrade("/feed", "")).status == 403); }
}

TEST_CASE("a handler may refuse the upgrade", "[http][websocket]") {
  ws_world w;
  w.start();
  auto c = w.connect();
  CHECK(c.ask(upgrade("/feed", "Authorization: Bearer bad\r\n")).status == 401);
  CHECK(c.ask(get("/x")).body == "ok");
}

TEST_CASE("a WebSocket's path asked as a page says what it is", "[http][websocket]") {
  ws_world w;
  w.start();
  auto c = w.connect();
  const auto a = c.ask(get("/feed"));
  CHECK(a.status == 426);
  CHECK(a.field("Upgrade") == "websocket");
}

TEST_CASE("a handshake that is incomplete is refused", "[http][websocket]") {
  ws_world w;
  w.start();
  auto c = w.connect();
  c.send(get("/feed", "Connection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: k\r\n"));
  CHECK(c.read().status == 400);
  CHECK(w.diary.open_channel() == nullptr);
}

TEST_CASE("pings go out and a client that answers stays", "[http][websocket]") {
  ws_world w;
  w.bounds.ping_every = 300ms;
  w.start();
  auto c = w.open();
  for (int i = 0; i < 3; ++i) {
    CHECK(read_frame(c).opcode == 9);
    c.send(client_frame(10, ""));
  }
  c.send(client_frame(1, "still here"));
  auto f = read_frame(c);
  while (f.opcode == 9)
    f = read_frame(c);
  CHECK(f.payload == "still here");
}

TEST_CASE("two pings without an answer close with 4008", "[http][websocket]") {
  ws_world w;
  w.bounds.ping_every = 20ms;
  w.start();
  auto c = w.open();
  CHECK(read_frame(c).opcode == 9);
  CHECK(read_frame(c).opcode == 9);
  const auto f = read_frame(c);
  CHECK(f.opcode == 8);
  CHECK(f.close_code() == 4008);
  c.send(client_frame(8, f.payload));
  c.finish_sending();
  CHECK(becomes([&] { return w.diary.closed == 1; }));
}

TEST_CASE("a slow client is signalled first and then let go", "[http][websocket]") {
  ws_world w;
  w.bounds.channel_slow_bytes = 100'000;
  w.bounds.channel_bytes = 400'000;
  w.start();
  auto c = w.connect(4096);
  REQUIRE(c.ask(upgrade("/feed", program)).status == 101);
  const auto channel = w.diary.wait_open();
  REQUIRE(channel);
  // The client reads nothing: what the kernel does not take stays queued.
  bool signalled = false;
  std::size_t queued_at_signal = 0;
  std::size_t most = 0;
  for (int i = 0; i < 2'000'000; ++i) {
    const bool taken = channel->send(std::string(10'000, 's'));
    most = std::max(most, channel->queued_bytes());
    if (!taken && !signalled) {
      signalled = true;
      queued_at_signal = channel->queued_bytes();
    }
    if (signalled && channel->queued_bytes() + 10'000 > w.bounds.channel_bytes) break;
  }
  CHECK(signalled);
  CHECK(queued_at_signal > w.bounds.channel_slow_bytes);
  CHECK(queued_at_signal <= w.bounds.channel_slow_bytes + 10'000);
  CHECK(most <= w.bounds.channel_bytes);
  CHECK_FALSE(channel->send(std::string(10'001, 's')));
  CHECK_FALSE(channel->send("x")); // gone for good
  CHECK(becomes([&] {
    return w.metrics->scrape().find(R"(charla_http_refused_total{reason="slow_consumer"} 1)") != std::string::npos;
  }));
  // Whoever drains the socket finds the close frame behind what the kernel had taken.
  auto f = read_frame(c);
  while (f.opcode == 1)
    f = read_frame(c);
  CHECK(f.close_code() == 1013);
}

TEST_CASE("frames queued before a close still arrive, in order", "[http][websocket]") {
  ws_world w;
  w.start();
  auto c = w.open();
  const auto channel = w.diary.wait_open();
  REQUIRE(channel);
  for (int i = 0; i < 100; ++i)
    CHECK(channel->send(std::to_string(i)));
  channel->close(4001, "bye");
  CHECK_FALSE(channel->send("after"));
  for (int i = 0; i < 100; ++i)
    CHECK(read_frame(c).payload == std::to_string(i));
  const auto f = read_frame(c);
  CHECK(f.close_code() == 4001);
  CHECK(f.payload.substr(2) == "bye");
}

TEST_CASE("a client that vanishes is noticed", "[http][websocket]") {
  ws_world w;
  w.start();
  {
    auto c = w.open();
    SECTION("by reset") { c.reset(); }
    SECTION("by end") { c.finish_sending(); }
  }
  CHECK(becomes([&] { return w.diary.closed == 1; }));
  CHECK(becomes([&] { return w.metrics->scrape().find("charla_http_connections 0") != std::string::npos; }));
}

TEST_CASE("a stopping server says goodbye to its sockets", "[http][websocket]") {
  ws_world w;
  w.start();
  auto c = w.open();
  const auto channel = w.diary.wait_open();
  SECTION("with grace: 1001") {
    std::thread stopping{[&] { w.server->stop(10s); }};
    const auto f = read_frame(c);
    CHECK(f.close_code() == 1001);
    c.send(client_frame(8, f.payload));
    c.finish_sending();
    stopping.join();
  }
  SECTION("without: by force") { w.server->stop(0ms); }
  CHECK(w.diary.closed == 1);
  CHECK_FALSE(channel->send("late"));
}

TEST_CASE("a channel that is closed on a client that reads nothing is cut off in the end", "[http][websocket]") {
  ws_world w;
  w.bounds.ping_every = 100ms;
  w.start();
  auto c = w.connect(4096);
  REQUIRE(c.ask(upgrade("/feed", program)).status == 101);
  const auto channel = w.diary.wait_open();
  REQUIRE(channel);
  channel->send(std::string(7u << 20, 'x'));
  channel->close(4001, "bye");
  CHECK(becomes([&] { return w.diary.closed == 1; }));
}
