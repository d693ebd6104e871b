#include "world.hpp"

#include <catch2/catch.hpp>
#include <future>
#include <stdexcept>
#include <thread>

using namespace charla;
using namespace charla::http_test;
using namespace std::chrono_literals;

namespace {

ports::route& add(world& w, std::string pattern, ports::run_on where, ports::http_handler handle) {
  ports::route r;
  r.method = "GET";
  r.pattern = std::move(pattern);
  r.where = where;
  r.handle = std::move(handle);
  return w.routes.http.emplace_back(std::move(r));
}

ports::http_response ok(std::string body = "ok") { return {200, {}, std::move(body)}; }

} // namespace

TEST_CASE("an answer that is dropped is a 503", "[http]") {
  world w;
  const auto where = GENERATE(ports::run_on::io_thread, ports::run_on::workers);
  add(w, "/drop", where, [](auto, auto) {});
  add(w, "/ok", where, [](auto, auto to) { (*to)(ok()); });
  w.start();
  auto c = w.connect();
  const auto a = c.ask(get("/drop"));
  CHECK(a.status == 503);
  CHECK(a.field("Retry-After") == "5");
  CHECK(a.field("Content-Type") == "application/problem+json");
  CHECK(a.body.find(R"("status":503)") != std::string::npos);
  CHECK(c.ask(get("/ok")).body == "ok");
}

TEST_CASE("a handler can have the connection closed without an answer", "[http]") {
  world w;
  add(w, "/close", ports::run_on::io_thread, [](auto, auto to) { (*to)({http::status_no_answer, {}, {}}); });
  add(w, "/ok", ports::run_on::io_thread, [](auto, auto to) { (*to)(ok()); });
  w.start();
  auto c = w.connect();
  CHECK(c.ask(get("/ok")).body == "ok");
  c.send(get("/close"));
  CHECK(c.read_to_end().empty());
  CHECK(w.connect().ask(get("/ok")).body == "ok");
}

TEST_CASE("an answer may come later and from any thread", "[http]") {
  world w;
  std::promise<ports::responder_ptr> asked;
  add(w, "/later", ports::run_on::io_thread, [&](auto, auto to) { asked.set_value(to); });
  add(w, "/now", ports::run_on::io_thread, [](auto, auto to) { (*to)(ok("now")); });
  w.start();
  auto c = w.connect();
  c.send(get("/later") + get("/now"));
  auto to = asked.get_future().get();
  std::thread{[&] { (*to)(ok("later")); }}.join();
  CHECK(c.read().body == "later");
  CHECK(c.read().body == "now");
}

TEST_CASE("an answer to a client that has left is thrown away", "[http]") {
  world w;
  std::promise<ports::responder_ptr> asked;
  add(w, "/later", ports::run_on::io_thread, [&](auto, auto to) { asked.set_value(to); });
  add(w, "/x", ports::run_on::io_thread, [](auto, auto to) { (*to)(ok()); });
  w.start();
  ports::responder_ptr to;
  {
    auto c = w.connect();
    c.send(get("/later"));
    to = asked.get_future().get();
    c.reset();
  }
  (*to)(ok(std::string(1u << 20, 'x')));
  auto c = w.connect();
  CHECK(c.ask(get("/x")).body == "ok");
}

TEST_CASE("an answer may outlive the server", "[http]") {
  ports::responder_ptr kept;
  {
    world w;
    std::promise<ports::responder_ptr> asked;
    add(w, "/later", ports::run_on::io_thread, [&](auto, auto to) { asked.set_value(to); });
    w.start();
    auto c = w.connect();
    c.send(get("/later"));
    kept = asked.get_future().get();
  }
  (*kept)(ok());
  kept.reset();
}

TEST_CASE("a handler that throws is a 500 without its words", "[http]") {
  world w;
  const auto where = GENERATE(ports::run_on::io_thread, ports::run_on::workers);
  add(w, "/throw", where, [](auto, auto) { throw std::runtime_error("customer said: secret"); });
  w.start();
  auto c = w.connect();
  const auto a = c.ask(get("/throw", "X-Request-Id: t-1\r\n"));
  CHECK(a.status == 500);
  CHECK(a.body.find("t-1") != std::string::npos);
  CHECK(a.body.find("secret") == std::string::npos);
  REQUIRE(w.logs("http.handler_failed"));
  CHECK(w.logged().find("secret") == std::string::npos);
}

TEST_CASE("a handler that does not answer in time is answered for", "[http]") {
  world w;
  w.bounds.answer_timeout = 40ms;
  std::promise<ports::responder_ptr> asked;
  add(w, "/never", ports::run_on::io_thread, [&](auto, auto to) { asked.set_value(to); });
  w.start();
  auto c = w.connect();
  const auto a = c.ask(get("/never"));
  CHECK(a.status == 504);
  CHECK(c.read_to_end().empty());
  (*asked.get_future().get())(ok());
}

TEST_CASE("a second answer changes nothing", "[http]") {
  world w;
  add(w, "/twice", ports::run_on::io_thread, [](auto, auto to) {
    (*to)(ok("first"));
    (*to)(ok("second"));
  });
  w.start();
  auto c = w.connect();
  CHECK(c.ask(get("/twice")).body == "first");
  CHECK(c.ask(get("/twice")).body == "first");
}

TEST_CASE("a full worker pool refuses while the webhook's path still answers (R007)", "[http]") {
  world w;
  w.config.workers = 2;
  w.config.worker_queue = 3;
  std::promise<void> gate;
  const auto open = gate.get_future().share();
  std::atomic<int> running{0};
  add(w, "/slow", ports::run_on::workers, [&, open](auto, auto to) {
    ++running;
    open.wait();
    (*to)(ok("slow"));
  });
  add(w, "/webhook", ports::run_on::io_thread, [](auto, auto to) { (*to)(ok("hook")); });
  w.start();
  std::vector<peer> waiting;
  for (int i = 0; i < 2; ++i) {
    waiting.push_back(w.connect());
    waiting.back().send(get("/slow"));
  }
  REQUIRE(becomes([&] { return running == 2; }));
  // Three wait; of the next eight none gets in. Which of the eleven are the three is the reader's own business.
  std::vector<peer> crowd;
  for (int i = 0; i < 11; ++i) {
    crowd.push_back(w.connect());
    crowd.back().send(get("/slow"));
  }
  REQUIRE(becomes([&] {
    return w.metrics->scrape().find(R"(charla_http_refused_total{reason="workers"} 8)") != std::string::npos;
  }));
  auto hook = w.connect();
  for (int i = 0; i < 10; ++i)
    CHECK(hook.ask(get("/webhook")).body == "hook");
  gate.set_value();
  int answered = 0;
  int refused = 0;
  for (auto* group : {&waiting, &crowd}) {
    for (auto& c : *group) {
      const auto a = c.read();
      (a.status == 200 ? answered : refused) += 1;
      if (a.status == 503) CHECK(a.field("Retry-After") == "1");
    }
  }
  CHECK(answered == 5);
  CHECK(refused == 8);
}

TEST_CASE("a status that is none becomes a 500", "[http]") {
  world w;
  w.answer_with("GET", "/x", [](auto) { return ports::http_response{-7, {}, "x"}; });
  w.start();
  auto c = w.connect();
  CHECK(c.ask(get("/x")).status == 500);
}

TEST_CASE("an answer without content has no length", "[http]") {
  world w;
  w.answer_with("GET", "/x", [](auto) { return ports::http_response{204, {}, "ignored"}; });
  w.start();
  auto c = w.connect();
  CHECK_FALSE(c.ask(get("/x")).has("Content-Length"));
  CHECK(c.ask(get("/x")).status == 204);
}
