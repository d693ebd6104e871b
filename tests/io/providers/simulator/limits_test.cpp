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

std::string to_customer(int n) { return simulated_world::text_to("+54911" + std::to_string(n), "hola"); }

std::string a_template(const std::string& name, const std::string& language, int parameters) {
  std::string all;
  for (int i = 0; i < parameters; ++i)
    all += std::string(i == 0 ? "" : ",") + R"({"type":"text","text":"x"})";
  return R"({"messaging_product":"whatsapp","to":"+5491122223333","type":"template","template":{"name":")" + name
         + R"(","language":{"code":")" + language + R"("},"components":[{"type":"body","parameters":[)" + all + "]}]}}";
}

} // namespace

TEST_CASE("a number sends as many a second as it may, and one more is 130429", "[simulator][limits]") {
  simulated_world w;
  w.control("POST", "/control/limits", R"({"number_rate":10,"number_burst":5})");
  for (int i = 0; i < 5; ++i)
    CHECK(w.send(to_customer(i))->status == 200);
  const auto refused = interpret(*w.send(to_customer(6)));
  CHECK(refused.code == 130429);
  CHECK(refused.how == ports::send_outcome::retry_after);
  w.pass(100ms);
  CHECK(w.send(to_customer(7))->status == 200);
  CHECK(w.send(to_customer(8))->status == 429);
  const auto other = w.call("POST", "/{phone_number_id}/messages", to_customer(9), {{"phone_number_id", "PN2"}});
  CHECK(other->status == 200); // each number has its own
  const auto counts = w.control("GET", "/control").at("counts");
  CHECK(counts.at("accepted") == 7);
  CHECK(counts.at("rejections").at("130429") == 2);
  CHECK(counts.at("numbers").at("PN1").at("rejected") == 2);
}

TEST_CASE("one recipient takes 45 at once and then one each six seconds, or 131056", "[simulator][limits]") {
  simulated_world w;
  w.control("POST", "/control/limits", R"({"pair_interval_ms":6000,"pair_burst":45})");
  for (int i = 0; i < 45; ++i)
    REQUIRE(w.send(to_customer(1))->status == 200);
  CHECK(interpret(*w.send(to_customer(1))).code == 131056);
  CHECK(w.send(to_customer(2))->status == 200);
  w.pass(5999ms);
  CHECK(w.send(to_customer(1))->status == 400);
  w.pass(1ms);
  CHECK(w.send(to_customer(1))->status == 200);
  CHECK(w.send(to_customer(1))->status == 400);
}

TEST_CASE("a free text goes for 24 hours after the customer's last message", "[simulator][limits]") {
  simulated_world w;
  w.control("POST", "/control/limits", R"({"window_ms":86400000,"window_by_status":false})");
  const auto send = [&] { return interpret(*w.send(to_customer(1))); };
  CHECK(send().code == 131047);
  w.control("POST", "/control/inbound", R"({"from":"549111","text":"hola"})");
  CHECK(send().how == ports::send_outcome::accepted);
  w.pass(24h);
  CHECK(send().how == ports::send_outcome::accepted);
  w.pass(1ms);
  CHECK(send().code == 131047);
  CHECK(w.send(a_template("hola", "es", 0))->status == 200); // templates always go
  w.control("POST", "/control/windows", R"({"number":"PN1","customers":["+549111"]})");
  CHECK(send().how == ports::send_outcome::accepted);
  w.control("POST", "/control/limits", R"({"window_ms":0})");
  CHECK(interpret(*w.send(to_customer(5))).how == ports::send_outcome::accepted);
}

TEST_CASE("as Meta does, what is outside the window is accepted and fails by status", "[simulator][limits]") {
  simulated_world w;
  w.control("POST", "/control/limits", R"({"window_ms":86400000})");
  CHECK(w.send()->status == 200);
  w.pass(2s);
  CHECK(w.statuses() == names{"failed"});
  CHECK(std::get<ports::status_fact>(w.events().front().what).error_code == 131047);
  const auto counts = w.control("GET", "/control").at("counts");
  CHECK(counts.at("accepted") == 0);
  CHECK(counts.at("rejections").at("131047") == 1);
}

TEST_CASE("templates that are unknown, paused, disabled or filled in wrongly are refused", "[simulator][limits]") {
  simulated_world w;
  w.control("POST", "/control/limits", R"({"templates_checked":true})");
  const auto code = [&](const std::string& body) { return interpret(*w.send(body)).code; };
  CHECK(code(a_template("aviso", "es_AR", 1)) == 132001);
  w.control("POST", "/control/templates",
            R"({"name":"aviso","language":"es_AR","components":[{"type":"BODY","text":"Hola {{1}}"}]})");
  CHECK(code(a_template("aviso", "es_AR", 1)) == 0);
  CHECK(code(a_template("aviso", "es", 1)) == 132001); // es is not es_AR
  CHECK(code(a_template("aviso", "es_AR", 0)) == 132000);
  w.control("POST", "/control/templates", R"({"name":"aviso","language":"es_AR","status":"PAUSED"})");
  CHECK(code(a_template("aviso", "es_AR", 0)) == 132015);
  w.control("POST", "/control/templates", R"({"name":"aviso","language":"es_AR","status":"DISABLED"})");
  CHECK(code(a_template("aviso", "es_AR", 0)) == 132016);
}

TEST_CASE("Meta's limits come with one word and go with another", "[simulator][limits]") {
  simulator::options o;
  o.limits = GENERATE(false, true);
  simulated_world w{o};
  CHECK(w.control("GET", "/control/limits").at("number_rate") == (o.limits ? 80 : 0));
  CHECK(w.control("POST", "/control/limits", R"({"preset":"meta","number_rate":1000})").at("pair_burst") == 45);
  CHECK(w.control("GET", "/control/limits").at("number_rate") == 1000);
  CHECK(w.control("POST", "/control/limits", R"({"preset":"none"})").at("window_ms") == 0);
  w.control("POST", "/control/reset");
  CHECK(w.control("GET", "/control/limits").at("number_rate") == (o.limits ? 80 : 0));
}

TEST_CASE("a wrong limit changes nothing and says where it is wrong", "[simulator][limits]") {
  simulated_world w;
  const auto [body, field] = GENERATE(values<std::pair<std::string, std::string>>({
      {R"({"rate":5})", "rate"},
      {R"({"number_rate":-1})", "number_rate"},
      {R"({"number_rate":5,"pair_burst":-3})", "pair_burst"},
      {R"({"preset":"whatsapp"})", "preset"},
      {R"({"window_ms":"a day"})", "window_ms"},
  }));
  const auto r = w.call("POST", "/control/limits", body);
  CHECK(r->status == 400);
  CHECK(boost::json::parse(r->body).at("field").as_string() == field);
  CHECK(w.control("GET", "/control/limits").at("number_rate") == 0);
}

TEST_CASE("what is taken twice with the same id of ours is told", "[simulator]") {
  simulated_world w;
  w.send();
  CHECK(w.control("GET", "/control").at("counts").at("repeated") == 0);
  w.send();
  CHECK(w.control("GET", "/control").at("counts").at("repeated") == 1);
}

TEST_CASE("read receipts and typing are counted, not sent", "[simulator]") {
  simulated_world w;
  CHECK(w.send(R"({"messaging_product":"whatsapp","status":"read","message_id":"wamid.A"})")->status == 200);
  const auto r = w.send(
      R"({"messaging_product":"whatsapp","status":"read","message_id":"wamid.A","typing_indicator":{"type":"text"}})");
  CHECK(boost::json::parse(r->body).at("success") == true);
  CHECK(w.send(R"({"messaging_product":"whatsapp","status":"read"})")->status == 400);
  const auto counts = w.control("GET", "/control").at("counts");
  CHECK(counts.at("read_receipts") == 2);
  CHECK(counts.at("typing") == 1);
  CHECK(counts.at("accepted") == 0);
  CHECK(w.timers.empty());
}
