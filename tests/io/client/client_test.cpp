#include "io/client/curl_client.hpp"

#include "stub.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::client_test;
using namespace std::chrono_literals;
using ports::transport_errc;

TEST_CASE("a request goes out as it was given and its answer comes back", "[client]") {
  std::string seen;
  stub server{[&](served& c) {
    seen = c.read_request();
    c.send("HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 201 Created\r\nX-A:  b \r\nContent-Length: "
           "4\r\n\r\nbody");
  }};
  const auto client = client::make_curl_client();
  auto q = to(server.url("/v25.0/1/messages?x=1"), "POST", R"({"a":1})");
  q.headers = {{"Authorization", "Bearer t"}, {"Content-Type", "application/json"}};
  const auto r = ask(*client, q);
  CHECK(r.error == transport_errc::none);
  CHECK(r.status == 201);
  CHECK(r.body == "body");
  CHECK(ports::find_header(r.headers, "x-a") == "b");
  CHECK_FALSE(ports::find_header(r.headers, "X-Interim"));
  CHECK(seen.starts_with("POST /v25.0/1/messages?x=1 HTTP/1.1\r\n"));
  CHECK(seen.find("\r\nAuthorization: Bearer t\r\n") != std::string::npos);
  CHECK(seen.find("\r\nContent-Type: application/json\r\n") != std::string::npos);
  CHECK(seen.find("\r\nUser-Agent: charla\r\n") != std::string::npos);
  CHECK(seen.find("Expect:") == std::string::npos);
  CHECK(seen.ends_with("\r\n\r\n{\"a\":1}"));
}

TEST_CASE("a body with NUL goes out whole, and methods are the caller's", "[client]") {
  std::string seen;
  stub server{[&](served& c) {
    seen = c.read_request();
    c.send(ok_answer(""));
  }};
  const auto client = client::make_curl_client();
  SECTION("PUT with a body") {
    const std::string body{"a\0b", 3};
    CHECK(ask(*client, to(server.url(), "PUT", body)).status == 200);
    CHECK(seen.starts_with("PUT / "));
    CHECK(seen.ends_with(body));
  }
  SECTION("GET without") {
    CHECK(ask(*client, to(server.url(), "GET")).status == 200);
    CHECK(seen.starts_with("GET / "));
    CHECK(seen.find("Content-Length") == std::string::npos);
  }
  SECTION("HEAD, whose answer has no body") {
    CHECK(ask(*client, to(server.url(), "HEAD")).error == transport_errc::none);
    CHECK(seen.starts_with("HEAD / "));
  }
  SECTION("DELETE") {
    CHECK(ask(*client, to(server.url(), "DELETE")).status == 200);
    CHECK(seen.starts_with("DELETE / "));
  }
}

TEST_CASE("connections are kept for the next request", "[client]") {
  stub server{[&](served& c) {
    while (!c.read_request().empty())
      c.send(ok_answer("again"));
  }};
  const auto client = client::make_curl_client();
  for (int i = 0; i < 5; ++i)
    CHECK(ask(*client, to(server.url())).body == "again");
  CHECK(server.connections() == 1);
}

TEST_CASE("a connection that was closed while it idled is no obstacle, and nothing goes out twice", "[client]") {
  std::atomic<int> requests{0};
  stub server{[&](served& c) {
    if (c.read_request().empty()) return;
    ++requests;
    c.send(ok_answer("once"));
  }};
  const auto client = client::make_curl_client();
  CHECK(ask(*client, to(server.url())).body == "once");
  // A GET may be repeated by libcurl if the end had not arrived yet; it only reads.
  CHECK(ask(*client, to(server.url(), "GET")).body == "once");
  CHECK(requests == 2);
}

TEST_CASE("many requests at once are all answered", "[client]") {
  stub server{[&](served& c) {
    while (!c.read_request().empty())
      c.send(ok_answer("x"));
  }};
  client::options o;
  o.connections_max = 4;
  const auto client = client::make_curl_client(o);
  std::atomic<int> good{0};
  std::promise<void> all;
  for (int i = 0; i < 200; ++i) {
    client->send(to(server.url()), [&](const ports::client_response& r) {
      if (r.status == 200 && ++good == 200) all.set_value();
    });
  }
  CHECK(all.get_future().wait_for(20s) == std::future_status::ready);
  CHECK(server.connections() <= 4);
}

TEST_CASE("a packed answer is unpacked", "[client]") {
  std::string seen;
  stub server{[&](served& c) {
    seen = c.read_request();
    const std::string packed{"\037\213\010\000\000\000\000\000\002\003\313\110\315\311\311\127\310\100\220\000\200\210"
                             "\371\345\021\000\000\000",
                             28};
    c.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + std::to_string(packed.size()) + "\r\n\r\n"
           + packed);
  }};
  const auto client = client::make_curl_client();
  CHECK(ask(*client, to(server.url(), "GET")).body == "hello hello hello");
  CHECK(seen.find("Accept-Encoding: gzip\r\n") != std::string::npos);
}

TEST_CASE("a redirect is an answer like any other", "[client]") {
  std::atomic<int> requests{0};
  stub server{[&](served& c) {
    while (!c.read_request().empty()) {
      ++requests;
      c.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
    }
  }};
  const auto client = client::make_curl_client();
  const auto r = ask(*client, to(server.url(), "GET"));
  CHECK(r.status == 302);
  CHECK(ports::find_header(r.headers, "Location") == "/elsewhere");
  CHECK(requests == 1);
}
