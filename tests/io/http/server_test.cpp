#include "world.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::http_test;

namespace {

ports::http_response echo(ports::http_request q) {
  std::string text = q.method + " " + q.path;
  for (const auto& [k, v] : q.query)
    text += " ?" + k + "=" + v;
  for (const auto& [k, v] : q.params)
    text += " {" + k + "=" + v + "}";
  return {200, {{"Content-Type", "text/plain"}}, text + " " + q.body};
}

} // namespace

TEST_CASE("a request is answered and the connection kept", "[http]") {
  world w;
  w.answer_with("POST", "/echo", echo);
  w.start();
  auto c = w.connect();
  for (const auto* body : {"one", "", "three"}) {
    const auto a = c.ask(post("/echo", body));
    CHECK(a.status == 200);
    CHECK(a.body == "POST /echo " + std::string{body});
  }
}

TEST_CASE("pipelined requests are answered in their order", "[http]") {
  world w;
  w.answer_with("POST", "/{n}", echo);
  w.start();
  auto c = w.connect();
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += post("/" + std::to_string(i), std::to_string(i * i));
  c.send(all);
  for (int i = 0; i < 50; ++i) {
    const auto n = std::to_string(i);
    CHECK(c.read().body == "POST /" + n + " {n=" + n + "} " + std::to_string(i * i));
  }
}

TEST_CASE("path, query and parameters arrive decoded", "[http]") {
  world w;
  w.answer_with("GET", "/c/{id}/f/{path*}", echo);
  w.start();
  auto c = w.connect();
  CHECK(c.ask(get("/c/a%2Fb/f/x/y%20z?hub.mode=subscribe&q=%C3%B1")).body
        == "GET /c/a/b/f/x/y z ?hub.mode=subscribe ?q=\xC3\xB1 {id=a/b} {path=x/y z} ");
  CHECK(c.ask(get("/c/%zz/f/x")).status == 400);
}

TEST_CASE("a chunked body arrives whole and its trailer changes nothing", "[http]") {
  world w;
  w.answer_with("POST", "/echo", [](ports::http_request q) {
    return ports::http_response{200, {}, q.body + (q.header_value("X-Late") ? " late" : "")};
  });
  w.start();
  auto c = w.connect();
  c.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  c.send("6;x=y\r\n world\r\n0\r\nX-Late: 1\r\n\r\n");
  CHECK(c.read().body == "hello world");
  CHECK(c.ask(post("/echo", "next")).body == "next");
}

TEST_CASE("a request that comes byte by byte is understood", "[http]") {
  world w;
  w.answer_with("POST", "/echo", echo);
  w.start();
  auto c = w.connect();
  for (const char byte : "\r\n" + post("/echo", "slowly"))
    c.send({&byte, 1});
  CHECK(c.read().body == "POST /echo slowly");
}

TEST_CASE("HEAD gets the fields of GET without the body", "[http]") {
  world w;
  w.answer_with("GET", "/x", [](auto) { return ports::http_response{200, {}, "12345"}; });
  w.start();
  auto c = w.connect();
  c.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto a = c.read(true);
  CHECK(a.status == 200);
  CHECK(a.field("Content-Length") == "5");
  CHECK(c.ask(get("/x")).body == "12345");
}

TEST_CASE("an unknown path is a problem document", "[http]") {
  world w;
  w.start();
  auto c = w.connect();
  const auto a = c.ask(get("/no/\"such\"?secret=1", "X-Request-Id: req-1\r\n"));
  CHECK(a.status == 404);
  CHECK(a.field("Content-Type") == "application/problem+json");
  CHECK(a.body
        == R"({"type":"about:blank","title":"Not Found","status":404,"detail":"Nothing is served under this path.",)"
           R"("instance":"/no/\"such\"","correlation_id":"req-1"})");
}

TEST_CASE("an unknown method is told which there are", "[http]") {
  world w;
  w.answer_with("GET", "/x", echo);
  w.start();
  auto c = w.connect();
  for (const auto* method : {"DELETE", "BREW"}) {
    const auto a = c.ask(std::string{method} + " /x HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(a.status == 405);
    CHECK(a.field("Allow") == "GET, HEAD, OPTIONS");
  }
  const auto options = c.ask("OPTIONS /x HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(options.status == 204);
  CHECK(options.field("Allow") == "GET, HEAD, OPTIONS");
  CHECK_FALSE(options.has("Content-Length"));
}

TEST_CASE("a well-formed request id comes back and another one is replaced", "[http]") {
  world w;
  w.answer_with("GET", "/x", [](ports::http_request q) { return ports::http_response{200, {}, q.correlation_id}; });
  w.start();
  auto c = w.connect();
  const auto given = c.ask(get("/x", "X-Request-Id: a.B-9_\r\n"));
  CHECK(given.body == "a.B-9_");
  CHECK(given.field("X-Request-Id") == "a.B-9_");
  const auto bad = GENERATE(std::string{"with space"}, std::string{""}, std::string(65, 'a'), std::string{"{x}"});
  const auto made = c.ask(get("/x", "X-Request-Id: " + bad + "\r\n"));
  CHECK(made.body.size() == 16);
  CHECK(made.field("X-Request-Id") == made.body);
  CHECK(c.ask(get("/x")).body != made.body);
}

TEST_CASE("every answer carries the security fields, and a handler may set its own", "[http]") {
  world w;
  w.answer_with("GET", "/plain", [](auto) { return ports::http_response{200, {}, "x"}; });
  w.answer_with("GET", "/page", [](auto) {
    return ports::http_response{200, {{"content-security-policy", "default-src 'self'"}}, "x"};
  });
  w.start();
  auto c = w.connect();
  const auto* const path = GENERATE("/plain", "/nothing");
  const auto a = c.ask(get(path));
  CHECK(a.field("X-Content-Type-Options") == "nosniff");
  CHECK(a.field("Referrer-Policy") == "no-referrer");
  CHECK(a.field("Cross-Origin-Opener-Policy") == "same-origin");
  CHECK(a.field("Cross-Origin-Resource-Policy") == "same-origin");
  CHECK(a.field("Content-Security-Policy") == "default-src 'none'; frame-ancestors 'none'");
  CHECK(a.has("Date"));
  CHECK_FALSE(a.has("Server"));
  const auto page = c.ask(get("/page"));
  CHECK(page.field("Content-Security-Policy") == "default-src 'self'");
  CHECK(std::count_if(page.headers.begin(), page.headers.end(),
                      [](const auto& h) { return h.name.size() == 23 && h.name[0] != 'X'; })
        == 1);
}

TEST_CASE("a line break in a field does not begin another one", "[http]") {
  world w;
  w.answer_with("GET", "/x", [](auto) {
    return ports::http_response{302, {{"Location", "/a\r\nSet-Cookie: x=1"}, {"Content-Length", "99"}}, "b"};
  });
  w.start();
  auto c = w.connect();
  const auto a = c.ask(get("/x"));
  CHECK(a.field("Location") == "/aSet-Cookie: x=1");
  CHECK_FALSE(a.has("Set-Cookie"));
  CHECK(a.body == "b");
}

TEST_CASE("HTTP/1.0 is answered and closed unless it asks otherwise", "[http]") {
  world w;
  w.answer_with("GET", "/x", echo);
  w.start();
  auto once = w.connect();
  const auto a = once.ask("GET /x HTTP/1.0\r\n\r\n");
  CHECK(a.status == 200);
  CHECK(a.field("Connection") == "close");
  CHECK(once.read_to_end().empty());
  auto kept = w.connect();
  CHECK(kept.ask("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").field("Connection") == "keep-alive");
  CHECK(kept.ask("GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").field("Connection") == "close");
  CHECK(kept.read_to_end().empty());
}

TEST_CASE("each request leaves one log line and its numbers", "[http]") {
  world w;
  w.answer_with("GET", "/c/{id}", echo);
  w.start();
  auto c = w.connect();
  CHECK(c.ask(get("/c/secret-number?token=abc", "X-Request-Id: r-77\r\n")).status == 200);
  REQUIRE(w.logs("r-77"));
  const auto line = w.logged();
  CHECK(line.find(R"("event":"request_completed","service":"charla","endpoint":"/c/{id}","method":"GET",)"
                  R"("status_code":200,"latency_ms":)")
        != std::string::npos);
  CHECK(line.find(R"("correlation_id":"r-77")") != std::string::npos);
  CHECK(line.find("secret-number") == std::string::npos);
  CHECK(line.find("abc") == std::string::npos);
  const auto numbers = w.metrics->scrape();
  CHECK(numbers.find(R"(http_requests_total{endpoint="/c/{id}",method="GET",service="charla",status="200"} 1)")
        != std::string::npos);
  CHECK(numbers.find(R"(http_request_latency_seconds_count{endpoint="/c/{id}",service="charla"} 1)")
        != std::string::npos);
  CHECK(numbers.find("charla_http_connections 1") != std::string::npos);
}

TEST_CASE("many connections on several threads are all answered", "[http]") {
  world w;
  w.config.io_threads = 3;
  w.answer_with("POST", "/echo", echo);
  w.start();
  std::vector<peer> all;
  for (int i = 0; i < 30; ++i)
    all.push_back(w.connect());
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i].send(post("/echo", std::to_string(i)));
    for (std::size_t i = 0; i < all.size(); ++i)
      CHECK(all[i].read().body == "POST /echo " + std::to_string(i));
  }
}
