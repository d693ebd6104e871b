#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

TEST_CASE("GET /api/healthz says ok and the time") {
  world w;
  const auto r = w.ask(200, "GET", "/api/healthz", {});
  CHECK(r.root()["ok"].boolean() == true);
  CHECK(r.root()["ts"].integer() == flows::to_unix_ms(w.clock.now()));
}

TEST_CASE("GET /healthz says ok and nothing else") {
  world w;
  CHECK(w.send("GET", "/healthz").body == R"({"ok":true})");
}

TEST_CASE("GET /internal/status shows the workers as they are") {
  world w;
  CHECK(w.ask(200, "GET", "/internal/status", {}).root()["workers"]["send_worker"].text() == "ok");
  w.engine.present.workers = {{"send_worker", "channel 1 is stopped"}};
  CHECK(w.ask(200, "GET", "/internal/status", {}).root()["workers"]["send_worker"].text() == "channel 1 is stopped");
}

TEST_CASE("ready is 503 while the store cannot be read, health stays 200") {
  world w;
  CHECK(w.ask(200, "GET", "/ready", {}).root()["checks"]["store"].text() == "ok");
  w.store_reachable = false;
  const auto r = w.send("GET", "/ready");
  CHECK(r.status == 503);
  CHECK(!header_of(r, "Retry-After").empty());
  CHECK(w.ask(200, "GET", "/health", {}).root()["ok"].boolean() == true);
}

TEST_CASE("ready is 503 while the engine does not accept") {
  world w;
  w.engine.present.accepting = false;
  CHECK(w.send("GET", "/ready").status == 503);
}

TEST_CASE("metrics are in Prometheus' text format") {
  world w;
  const auto r = w.send("GET", "/metrics");
  CHECK(r.body.find("http_requests_total") == 0);
  CHECK(header_of(r, "Content-Type").find("text/plain; version=0.0.4") == 0);
}

TEST_CASE("the pages are the file server's: the start page, the documentation, the rest by its path") {
  world w;
  w.open_doors();
  CHECK(w.send("GET", "/", {{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}}).body == "file ");
  CHECK(w.send("GET", "/docs").body == "file docs");
  CHECK(w.send("GET", "/app.js").body == "file app.js");
  CHECK(w.send("GET", "/api/v1/nothing").status == 404);
}

TEST_CASE("R194: a program that asks for / hears that it has reached us, a browser gets the page") {
  world w;
  for (const headers& h : {headers{}, headers{{"Accept", "*/*"}}, headers{{"Accept", "application/json"}}}) {
    const auto r = w.send("GET", "/", h);
    CHECK(r.status == 200);
    CHECK(header_of(r, "Content-Type") == "application/json");
    CHECK(read(r.body).root()["ok"].boolean() == true);
    CHECK(read(r.body).root()["ts"].integer() == flows::to_unix_ms(w.clock.now()));
  }
  CHECK(w.send("GET", "/", {{"Accept", "text/html"}}).body == "file ");
}
