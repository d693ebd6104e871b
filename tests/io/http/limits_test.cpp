#include "world.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::http_test;
using namespace std::chrono_literals;

namespace {

/// `POST /take` with at most 1000 bytes of body, `POST /big` with 4 MiB; both answer the body's size.
void add_routes(world& w) {
  const auto size = [](const ports::http_request& q) {
    return ports::http_response{200, {}, std::to_string(q.body.size())};
  };
  w.answer_with("POST", "/take", size);
  w.routes.http.back().body_max = 1000;
  w.answer_with("POST", "/big", size);
  w.routes.http.back().body_max = 4u << 20;
  w.answer_with("GET", "/x", [](auto) { return ports::http_response{200, {}, "ok"}; });
}

bool refused_for(const world& w, const std::string& reason) {
  return w.metrics->scrape().find("charla_http_refused_total{reason=\"" + reason + "\"} ") != std::string::npos;
}

} // namespace

TEST_CASE("header fields beyond 16 KiB are refused however they come", "[http][limits]") {
  world w;
  add_routes(w);
  w.start();
  auto c = w.connect();
  SECTION("as one long field") { c.send(get("/x", "X-Long: " + std::string(20'000, 'a') + "\r\n")); }
  SECTION("as one long target") { c.send(get("/" + std::string(20'000, 'a'))); }
  SECTION("as a few fields, one after the other") {
    c.send("GET /x HTTP/1.1\r\nHost: h\r\n");
    for (int i = 0; i < 9; ++i)
      c.send("X-F: " + std::string(2'000, 'a') + "\r\n");
  }
  SECTION("as many small fields") {
    std::string fields;
    for (int i = 0; i < 101; ++i)
      fields += "X: y\r\n";
    c.send(get("/x", fields));
  }
  const auto a = c.read();
  CHECK(a.status == 431);
  CHECK(a.field("Connection") == "close");
  CHECK(a.field("Content-Type") == "application/problem+json");
  c.finish_sending();
  CHECK(c.read_to_end().empty());
  CHECK(refused_for(w, "header_too_large"));
}

TEST_CASE("a body that says it is too large is refused before it is read", "[http][limits]") {
  world w;
  add_routes(w);
  w.start();
  auto c = w.connect();
  c.send("POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n");
  const auto a = c.read();
  CHECK(a.status == 413);
  CHECK(a.body.find("1000 bytes") != std::string::npos);
  c.finish_sending();
  CHECK(c.read_to_end().empty());
  CHECK(refused_for(w, "body_too_large"));
}

TEST_CASE("a client that sends its too large body anyway still reads why", "[http][limits]") {
  world w;
  add_routes(w);
  w.start();
  auto c = w.connect();
  c.send(post("/take", std::string(1'000'000, 'b')));
  CHECK(c.read().status == 413);
}

TEST_CASE("a chunked body is cut off at the limit", "[http][limits]") {
  world w;
  add_routes(w);
  w.start();
  auto c = w.connect();
  c.send("POST /take HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  const auto chunk = "1f4\r\n" + std::string(500, 'c') + "\r\n";
  SECTION("1000 bytes fit") {
    c.send(chunk + chunk + "0\r\n\r\n");
    CHECK(c.read().body == "1000");
  }
  SECTION("1001 do not") {
    c.send(chunk + chunk + "1\r\nd\r\n");
    CHECK(c.read().status == 413);
  }
  SECTION("a chunk's length may not go on for ever") {
    c.send("1;" + std::string(200'000, 'x'));
    CHECK(c.read().status == 400);
  }
}

TEST_CASE("a body of 4 MB is taken where the route allows it", "[http][limits]") {
  world w;
  add_routes(w);
  w.start();
  auto c = w.connect();
  CHECK(c.ask(post("/big", std::string(4u << 20, 'm'))).body == std::to_string(4u << 20));
  CHECK(c.ask("POST /big HTTP/1.1\r\nHost: h\r\nContent-Length: 4194305\r\n\r\n").status == 413);
}

TEST_CASE("a client that dribbles is cut off", "[http][limits]") {
  world w;
  w.config.header_timeout = 40ms;
  add_routes(w);
  w.start();
  auto c = w.connect();
  SECTION("in the header") { c.send("GET /x HTTP/1.1\r\nHost: h\r\n"); }
  SECTION("in the body") { c.send("POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n123"); }
  const auto a = c.read();
  CHECK(a.status == 408);
  CHECK(a.field("Connection") == "close");
  c.finish_sending();
  CHECK(c.read_to_end().empty());
}

TEST_CASE("a large body has the time that a slow line needs for it", "[http][limits]") {
  world w;
  w.config.header_timeout = 40ms;
  add_routes(w);
  w.start();
  auto large = w.connect();
  large.send("POST /big HTTP/1.1\r\nHost: h\r\nContent-Length: 4194304\r\n\r\nm");
  auto small = w.connect(); // is cut off later than the large one would have been
  small.send("POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n123");
  CHECK(small.read().status == 408);
  large.send(std::string((4u << 20) - 1, 'm'));
  CHECK(large.read().body == std::to_string(4u << 20));
}

TEST_CASE("a client that never closes is closed", "[http][limits]") {
  world w;
  w.bounds.linger = 40ms;
  w.config.idle_timeout = 40ms;
  add_routes(w);
  w.start();
  auto c = w.connect();
  SECTION("before its first request") {}
  SECTION("after an answer") { CHECK(c.ask(get("/x")).body == "ok"); }
  SECTION("after a refusal") { CHECK(c.ask(get("/x", "X: " + std::string(20'000, 'a') + "\r\n")).status == 431); }
  CHECK(c.read_to_end().empty());
  CHECK(becomes([&] { return w.metrics->scrape().find("charla_http_connections 0") != std::string::npos; }));
}

TEST_CASE("a reader that stalls does not hold its connection for ever", "[http][limits]") {
  world w;
  w.config.idle_timeout = 50ms;
  w.answer_with("GET", "/huge", [](auto) { return ports::http_response{200, {}, std::string(32u << 20, 'h')}; });
  w.start();
  auto c = w.connect(4096);
  c.send(get("/huge"));
  CHECK(becomes([&] { return w.metrics->scrape().find("charla_http_connections 1") != std::string::npos; }));
  CHECK(becomes([&] { return w.metrics->scrape().find("charla_http_connections 0") != std::string::npos; }));
}

TEST_CASE("a request that breaks off harms nobody", "[http][limits]") {
  world w;
  add_routes(w);
  w.start();
  const auto* const part = GENERATE("G", "GET /x HT", "POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n123",
                                    "POST /take HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
  auto broken = w.connect();
  broken.send(part);
  SECTION("in order") {
    broken.finish_sending();
    CHECK(broken.read_to_end().empty());
  }
  SECTION("by reset") { broken.reset(); }
  auto c = w.connect();
  CHECK(c.ask(get("/x")).body == "ok");
}

TEST_CASE("framing that could be read in two ways is refused", "[http][limits]") {
  world w;
  add_routes(w);
  w.start();
  auto c = w.connect();
  const auto [status, request] = GENERATE(table<int, std::string>({
      {400, "POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {400, "POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"},
      {400, "POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n"},
      {400, "GET /x HTTP/1.1\r\n\r\n"},
      {400, "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
      {400, "GET /x HTTP/1.1\r\nHost: h\r\nBad Name: b\r\n\r\n"},
      {400, "\x16\x03\x01\x02\x01\x01\xfc\x03\x03 this was TLS\r\n\r\n"},
      {501, "POST /take HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n"},
      {505, "GET /x HTTP/2.0\r\nHost: h\r\n\r\n"},
      {417, "POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: miracles\r\n\r\n"},
  }));
  const auto a = c.ask(request);
  CHECK(a.status == status);
  CHECK(a.field("Connection") == "close");
}

TEST_CASE("a client that waits for 100 Continue gets it, and none for a body that is refused", "[http][limits]") {
  world w;
  add_routes(w);
  w.start();
  auto c = w.connect();
  c.send("POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  CHECK(c.read().status == 100);
  c.send("body");
  CHECK(c.read().body == "4");
  CHECK(c.ask("POST /take HTTP/1.1\r\nHost: h\r\nContent-Length: 4000\r\nExpect: 100-continue\r\n\r\n").status == 413);
}

TEST_CASE("a request that opens a channel has no body", "[http][limits]") {
  world w;
  w.routes.streams.emplace_back("/stream", [](const auto&) { return ports::sse_accept{}; });
  w.start();
  auto c = w.connect();
  c.send("GET /stream HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  CHECK(c.read().status == 400);
}

TEST_CASE("connections beyond the limit hear 503 and the others go on", "[http][limits]") {
  world w;
  w.config.connections_max = 2;
  add_routes(w);
  w.start();
  auto a = w.connect();
  CHECK(a.ask(get("/x")).body == "ok");
  {
    auto b = w.connect();
    CHECK(b.ask(get("/x")).body == "ok");
    auto third = w.connect();
    const auto refused = third.read();
    CHECK(refused.status == 503);
    CHECK(refused.field("Retry-After") == "1");
    CHECK(third.read_to_end().empty());
    CHECK(a.ask(get("/x")).body == "ok");
    CHECK(refused_for(w, "connections"));
  }
  // The two that left make room.
  CHECK(becomes([&] { return w.metrics->scrape().find("charla_http_connections 1") != std::string::npos; }));
  auto d = w.connect();
  CHECK(d.ask(get("/x")).body == "ok");
}
