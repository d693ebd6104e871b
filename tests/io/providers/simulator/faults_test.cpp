#include "io/providers/meta/interpret.hpp"
#include "io/providers/simulator/world.hpp"

using namespace charla;
using namespace std::chrono_literals;
using tests::simulated_world;
using names = std::vector<std::string>;

namespace {

ports::send_answer interpret(const ports::http_response& r) {
  ports::client_response c;
  c.status = r.status;
  c.headers = r.headers;
  c.body = r.body;
  return meta::interpret(c);
}

} // namespace

TEST_CASE("an error strikes as often as it is told to", "[simulator][faults]") {
  simulated_world w;
  w.control("POST", "/control/faults", R"({"error":{"code":131056,"status":400,"next":2}})");
  CHECK(interpret(*w.send()).code == 131056);
  CHECK(interpret(*w.send()).how == ports::send_outcome::retry_after);
  CHECK(interpret(*w.send()).how == ports::send_outcome::accepted);
  w.control("POST", "/control/faults", R"({"error":{"probability":1}})");
  CHECK(w.send()->status == 400);
  w.control("POST", "/control/reset");
  CHECK(w.send()->status == 200);
}

TEST_CASE("a probability is kept, and the same seed draws the same", "[simulator][faults]") {
  const auto failures = [](std::uint64_t seed) {
    simulator::options o;
    o.seed = seed;
    simulated_world w{o};
    w.control("POST", "/control/faults", R"({"error":{"probability":0.3}})");
    std::vector<int> out;
    for (int i = 0; i < 200; ++i)
      out.push_back(w.send()->status);
    return out;
  };
  const auto drawn = failures(7);
  CHECK(drawn == failures(7));
  CHECK(drawn != failures(8));
  const auto failed = std::count(drawn.begin(), drawn.end(), 500);
  CHECK(failed > 30);
  CHECK(failed < 90);
}

TEST_CASE("a lost answer is a send that nobody hears of", "[simulator][faults]") {
  simulated_world w;
  SECTION("taken: it is logged and its statuses come") {
    w.control("POST", "/control/faults", R"({"lost_after":{"next":1,"hold_ms":15000}})");
    const auto r = w.send();
    w.pass(14s);
    CHECK(r->status == 0); // the client has given up long since
    CHECK(w.statuses().size() == 3);
    CHECK(w.control("GET", "/control/requests").at("requests").at(0).at("outcome") == "lost_after");
    w.pass(1s);
    CHECK(r->status == 503);
  }
  SECTION("not taken: nothing is known of it") {
    w.control("POST", "/control/faults", R"({"lost_before":{"next":1,"hold_ms":15000}})");
    const auto r = w.send();
    w.pass(15s);
    CHECK(r->status == 503);
    CHECK(w.statuses().empty());
    CHECK(w.control("GET", "/control/requests").at("count") == 0);
  }
}

TEST_CASE("late answers are held, but not too many", "[simulator][faults]") {
  simulator::options o;
  o.answers_held_max = 2;
  simulated_world w{o};
  w.control("POST", "/control/faults", R"({"delay":{"probability":1,"ms":500}})");
  const auto first = w.send();
  const auto second = w.send();
  const auto third = w.send();
  CHECK(first->status == 0);
  CHECK(third->status == 503);
  CHECK(w.control("GET", "/control").at("answers_held") == 2);
  w.pass(500ms);
  CHECK(first->status == 200);
  CHECK(second->status == 200);
  CHECK(w.control("GET", "/control").at("answers_held") == 0);
}

TEST_CASE("statuses can fail, come twice, out of order or never", "[simulator][faults]") {
  simulated_world w;
  SECTION("failed") {
    w.control("POST", "/control/faults", R"({"failed":{"next":1,"code":131047}})");
    CHECK(w.send()->status == 200);
    w.pass(2s);
    CHECK(w.statuses() == names{"failed"});
    CHECK(std::get<ports::status_fact>(w.events().front().what).error_code == 131047);
  }
  SECTION("twice") {
    w.control("POST", "/control/faults", R"({"duplicate_statuses":{"next":1}})");
    w.send();
    w.pass(2s);
    CHECK(w.statuses() == names{"sent", "sent", "delivered", "delivered", "read", "read"});
  }
  SECTION("out of order, with their true times") {
    w.control("POST", "/control/faults", R"({"reorder_statuses":{"next":1}})");
    w.send();
    w.pass(2s);
    CHECK(w.statuses() == names{"read", "delivered", "sent"});
    const auto events = w.events();
    CHECK(std::get<ports::status_fact>(events.front().what).at > std::get<ports::status_fact>(events.back().what).at);
  }
  SECTION("never") {
    w.control("POST", "/control/faults", R"({"lost_statuses":{"next":1}})");
    w.send();
    w.pass(2s);
    CHECK(w.statuses().empty());
  }
}

TEST_CASE("a wrong fault changes nothing and says where it is wrong", "[simulator][faults]") {
  simulated_world w;
  const auto [body, field] = GENERATE(values<std::pair<std::string, std::string>>({
      {R"({"eror":{}})", "eror"},
      {R"({"error":{"probability":2}})", "error.probability"},
      {R"({"error":{"next":-1}})", "error.next"},
      {R"({"error":{"code":"x"}})", "error.code"},
      {R"({"error":{"code":4294967396}})", "error.code"},
      {R"({"error":{"next":1,"status":42}})", "error.status"},
      {R"({"delay":{"ms":999999999}})", "delay.ms"},
      {R"({"lost_after":5})", "lost_after"},
  }));
  const auto r = w.call("POST", "/control/faults", body);
  CHECK(r->status == 400);
  CHECK(boost::json::parse(r->body).at("field").as_string() == field);
  CHECK(w.send()->status == 200);
}
