#include "world.hpp"

#include <catch2/catch.hpp>
#include <future>
#include <thread>

using namespace charla;
using namespace charla::http_test;
using namespace std::chrono_literals;

TEST_CASE("a port that is taken is named together with what to do", "[http]") {
  world first;
  first.start();
  world second;
  second.config.port = first.server->port();
  second.server = std::make_unique<http::server>(second.config, second.routes, *second.log, *second.metrics,
                                                 *second.clock, *second.crypto);
  const auto started = second.server->start();
  REQUIRE_FALSE(started);
  CHECK(started.error().code == "http.listen");
  CHECK(started.error().where == "http.port");
  CHECK(started.error().what.find("port " + std::to_string(second.config.port) + " is in use") != std::string::npos);
  CHECK(started.error().what.find("APP_PORT") != std::string::npos);
}

TEST_CASE("an address that is not ours is refused at the start", "[http]") {
  world w;
  w.config.address = GENERATE("not-an-address", "192.0.2.1");
  w.server = std::make_unique<http::server>(w.config, w.routes, *w.log, *w.metrics, *w.clock, *w.crypto);
  const auto started = w.server->start();
  REQUIRE_FALSE(started);
  CHECK(started.error().where == "http.address");
}

TEST_CASE("a stop lets the request at hand be answered and closes what is idle", "[http]") {
  world w;
  std::promise<ports::responder_ptr> asked;
  ports::route r;
  r.method = "GET";
  r.pattern = "/later";
  r.where = ports::run_on::io_thread;
  r.handle = [&](auto, auto to) { asked.set_value(to); };
  w.routes.http.push_back(r);
  w.answer_with("GET", "/x", [](auto) { return ports::http_response{200, {}, "ok"}; });
  w.start();
  auto idle = w.connect();
  CHECK(idle.ask(get("/x")).body == "ok");
  auto busy = w.connect();
  busy.send(get("/later"));
  auto to = asked.get_future().get();
  std::thread stopping{[&] { w.server->stop(10s); }};
  CHECK(idle.read_to_end().empty());
  (*to)({200, {}, "just in time"});
  const auto a = busy.read();
  CHECK(a.body == "just in time");
  CHECK(a.field("Connection") == "close");
  CHECK(busy.read_to_end().empty());
  stopping.join();
  CHECK_THROWS(peer{w.server->port()});
}

TEST_CASE("a stop does not wait longer than its grace", "[http]") {
  world w;
  std::promise<ports::responder_ptr> asked;
  ports::route r;
  r.method = "GET";
  r.pattern = "/never";
  r.where = ports::run_on::io_thread;
  r.handle = [&](auto, auto to) { asked.set_value(to); };
  w.routes.http.push_back(r);
  w.start();
  auto c = w.connect();
  c.send(get("/never"));
  const auto to = asked.get_future().get();
  w.server->stop(20ms);
  CHECK(c.read_to_end().empty());
  w.server->stop(20ms);
}

TEST_CASE("a server that never started can be left", "[http]") {
  world w;
  w.server = std::make_unique<http::server>(w.config, w.routes, *w.log, *w.metrics, *w.clock, *w.crypto);
  w.server->stop(1s);
  CHECK(w.server->port() == 0);
}
