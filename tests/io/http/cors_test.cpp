#include "world.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::http_test;

namespace {

void add_routes(world& w) {
  w.answer_with("POST", "/x", [](auto) { return ports::http_response{200, {}, "ok"}; });
}

constexpr auto preflight = "OPTIONS /x HTTP/1.1\r\nHost: h\r\nAccess-Control-Request-Method: POST\r\n"
                           "Access-Control-Request-Headers: content-type, x-console\r\nOrigin: ";

} // namespace

TEST_CASE("by default no other origin is let in", "[http][cors]") {
  world w;
  add_routes(w);
  w.start();
  auto c = w.connect();
  const auto a = c.ask(post("/x", "", "Origin: https://other.example\r\n"));
  CHECK_FALSE(a.has("Access-Control-Allow-Origin"));
  CHECK_FALSE(a.has("Vary"));
  const auto p = c.ask(std::string{preflight} + "https://other.example\r\n\r\n");
  CHECK(p.status == 204);
  CHECK_FALSE(p.has("Access-Control-Allow-Origin"));
  CHECK_FALSE(p.has("Access-Control-Allow-Methods"));
}

TEST_CASE("a configured origin may call with its credentials (R146)", "[http][cors]") {
  world w;
  w.config.cors_origins = {"https://Panel.example/"};
  add_routes(w);
  w.start();
  auto c = w.connect();
  const auto a = c.ask(post("/x", "", "Origin: https://panel.example\r\n"));
  CHECK(a.body == "ok");
  CHECK(a.field("Access-Control-Allow-Origin") == "https://panel.example");
  CHECK(a.field("Access-Control-Allow-Credentials") == "true");
  CHECK(a.field("Vary") == "Origin");
  const auto p = c.ask(std::string{preflight} + "https://panel.example\r\n\r\n");
  CHECK(p.status == 204);
  CHECK(p.field("Access-Control-Allow-Methods") == "POST, OPTIONS");
  CHECK(p.field("Access-Control-Allow-Headers") == "content-type, x-console");
  const auto other = c.ask(post("/x", "", "Origin: https://other.example\r\n"));
  CHECK_FALSE(other.has("Access-Control-Allow-Origin"));
  CHECK(other.field("Vary") == "Origin");
}

TEST_CASE("a wildcard lets everybody read, without credentials", "[http][cors]") {
  world w;
  w.config.cors_origins = {"*"};
  add_routes(w);
  w.start();
  auto c = w.connect();
  const auto a = c.ask(post("/x", "", "Origin: https://any.example\r\n"));
  CHECK(a.field("Access-Control-Allow-Origin") == "*");
  CHECK_FALSE(a.has("Access-Control-Allow-Credentials"));
}
