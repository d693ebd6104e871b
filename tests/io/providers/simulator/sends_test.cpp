#include "io/providers/meta/build.hpp"
#include "io/providers/meta/interpret.hpp"
#include "io/providers/simulator/world.hpp"

#include <filesystem>

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

std::string slurp(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream{path}.rdbuf();
  return out.str();
}

} // namespace

TEST_CASE("a send is answered as the provider does, and says that it is simulated", "[simulator]") {
  simulated_world w;
  const auto r = w.send();
  REQUIRE(r->status == 200);
  const auto body = boost::json::parse(r->body);
  CHECK(body.at("fake") == true);
  CHECK(body.at("to") == "+5491122223333");
  CHECK(body.at("text") == "hola");
  CHECK(body.at("contacts").at(0).at("wa_id") == "5491122223333");
  const auto a = interpret(*r);
  CHECK(a.how == ports::send_outcome::accepted);
  CHECK(a.provider_id.starts_with("wamid.SIM"));
}

TEST_CASE("signed statuses follow, with our id and in their time", "[simulator]") {
  simulated_world w;
  const auto wamid = interpret(*w.send()).provider_id;
  CHECK(w.client.got.empty());
  w.pass(20ms);
  CHECK(w.statuses() == names{"sent"});
  w.pass(100ms);
  CHECK(w.statuses() == names{"sent", "delivered"});
  w.pass(2s);
  CHECK(w.statuses() == names{"sent", "delivered", "read"});
  const auto events = w.events();
  const auto& fact = std::get<ports::status_fact>(events.front().what);
  CHECK(fact.provider_id == wamid);
  REQUIRE(fact.out);
  CHECK(fact.out->version == 7);
  CHECK(events.front().phone_number_id == "PN1");
  CHECK(w.client.got.front().url == "http://127.0.0.1:8000/hook");
}

TEST_CASE("what our own builder makes is taken", "[simulator]") {
  simulated_world w;
  ports::channel_access channel;
  channel.key = "wa_main";
  channel.phone_number_id = "PN1";
  channel.base_url = "http://x/v25.0";
  channel.access_token = "T";
  flows::media_content image;
  image.media_id = "M1";
  image.caption = "mi patio";
  const std::vector<flows::content> all{flows::text_content{"¿Qué tal?"},
                                        image,
                                        flows::location_content{-34, -58, "acá", "", ""},
                                        flows::contacts_content{{{"Ana", {"+54"}, {}}}, false},
                                        flows::reaction_content{"wamid.X", "👍"},
                                        flows::template_content{"hola", "es", "[]"}};
  for (const auto& content : all) {
    ports::outbound message;
    message.to = {"549", ""};
    message.body = content;
    const auto request = meta::build_request(channel, message);
    REQUIRE(request);
    CHECK(request->url == "http://x/v25.0/PN1/messages");
    const auto r = w.call("POST", "/{version}/{phone_number_id}/messages", request->body,
                          {{"version", "v25.0"}, {"phone_number_id", "PN1"}});
    INFO(r->body);
    CHECK(interpret(*r).how == ports::send_outcome::accepted);
  }
}

TEST_CASE("a wrong send is refused in the provider's words", "[simulator]") {
  simulated_world w;
  struct row {
    std::string body;
    int code;
  };
  const auto [body, code] = GENERATE(values<row>({
      {"{", 100},
      {R"({"to":"1","type":"text","text":{"body":"x"}})", 100},
      {R"({"messaging_product":"whatsapp","type":"text","text":{"body":"x"}})", 131008},
      {R"({"messaging_product":"whatsapp","to":"1","type":"hologram"})", 100},
      {R"({"messaging_product":"whatsapp","to":"1","type":"image"})", 131008},
      {R"({"messaging_product":"whatsapp","to":"1","type":"text","text":{"body":""}})", 131008},
      {simulated_world::text_to("1", std::string(4097, 'x')), 100},
  }));
  const auto a = interpret(*w.send(body));
  CHECK(a.code == code);
  CHECK(a.how == ports::send_outcome::permanent);
  CHECK(w.timers.empty());
  CHECK(w.control("GET", "/control/requests").at("requests").at(0).at("outcome").as_string()
        == "error:" + std::to_string(code));
}

TEST_CASE("without a token nobody sends", "[simulator]") {
  simulated_world w;
  const auto r = w.call("POST", "/{phone_number_id}/messages", simulated_world::text_to("1", "x"), {}, false);
  CHECK(r->status == 401);
  CHECK(interpret(*r).how == ports::send_outcome::channel_down);
}

TEST_CASE("a refused status is posted again, not for ever", "[simulator]") {
  simulated_world w;
  w.client.status = GENERATE(503, 0);
  w.send(R"({"messaging_product":"whatsapp","to":"1","type":"reaction","reaction":{"message_id":"a","emoji":"x"}})");
  w.pass(1s);
  CHECK(w.client.got.size() == 2);
  SECTION("until it is taken") {
    w.client.status = 200;
    w.pass(60s);
    CHECK(w.client.got.size() == 3);
    CHECK(w.control("GET", "/control").at("statuses_posted") == 1);
  }
  SECTION("until it is given up") {
    w.pass(10min);
    CHECK(w.client.got.size() == 6);
    CHECK(w.control("GET", "/control").at("statuses_given_up") == 1);
  }
  CHECK(w.control("GET", "/control").at("statuses_waiting") == 0);
  CHECK(w.timers.empty());
}

TEST_CASE("statuses that nobody takes do not pile up without bound", "[simulator]") {
  simulator::options o;
  o.statuses_waiting_max = 4;
  simulated_world w{o};
  w.send();
  w.send();
  CHECK(w.timers.size() == 4);
  CHECK(w.control("GET", "/control").at("statuses_dropped") == 2);
}

TEST_CASE("a customer is played with one request", "[simulator]") {
  simulated_world w;
  const auto r = w.control("POST", "/control/inbound", R"({"from":"+5491155550100","name":"Ana","text":"precio"})");
  CHECK(r.at("simulated") == true);
  CHECK(r.at("callback_status") == 200);
  const auto events = w.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].phone_number_id == "PN1");
  const auto& m = std::get<flows::inbound_message>(events[0].what);
  CHECK(m.from.wa_id == "5491155550100");
  CHECK(m.profile_name == "Ana");
  CHECK(m.body == flows::content{flows::text_content{"precio"}});
  CHECK(m.provider_id == r.at("id").as_string().c_str());
  CHECK(m.sent_at == w.clock.at);
}

TEST_CASE("any message can be played, and a person at the phone", "[simulator]") {
  simulated_world w;
  w.control("POST", "/control/inbound",
            R"({"message":{"id":"wamid.MINE","type":"location","location":{"latitude":-34.5,"longitude":-58}}})");
  w.control("POST", "/control/inbound", R"({"from":"5491155550100","text":"te atiendo yo","echo":true})");
  const auto events = w.events();
  REQUIRE(events.size() == 2);
  const auto& location = std::get<flows::inbound_message>(events[0].what);
  CHECK(location.provider_id == "wamid.MINE");
  CHECK(std::get<flows::location_content>(location.body).latitude == -34.5);
  CHECK(std::get<flows::echo_message>(events[1].what).to.wa_id == "5491155550100");
}

TEST_CASE("a customer who says nothing is refused, a callback that refuses is told", "[simulator]") {
  simulated_world w;
  const auto [body, field] = GENERATE(values<std::pair<std::string, std::string>>({
      {"{}", "text"},
      {R"({"text":5})", "text"},
      {R"({"text":"x","from":""})", "from"},
      {R"({"message":[]})", "message"},
  }));
  const auto r = w.call("POST", "/control/inbound", body);
  CHECK(r->status == 400);
  CHECK(boost::json::parse(r->body).at("field").as_string() == field);
  CHECK(w.client.got.empty());

  w.client.status = 403;
  const auto refused = w.call("POST", "/control/inbound", R"({"text":"x"})");
  CHECK(refused->status == 502);
  CHECK(boost::json::parse(refused->body).at("callback_status") == 403);
}

TEST_CASE("the newest requests are kept, all of them in the file", "[simulator]") {
  const auto path = std::filesystem::temp_directory_path() / "charla_simulator_test.jsonl";
  std::filesystem::remove(path);
  simulator::options o;
  o.requests_kept = 2;
  o.log_path = path;
  simulated_world w{o};
  for (const auto* to : {"+1", "+2", "+3"})
    w.send(simulated_world::text_to(to, "ñ"));
  const auto shown = w.control("GET", "/control/requests");
  CHECK(shown.at("count") == 3);
  REQUIRE(shown.at("requests").as_array().size() == 2);
  CHECK(shown.at("requests").at(1).at("to") == "+3");
  CHECK(shown.at("requests").at(1).at("out_id") == "0190163d-8694-7392-8000-5a5c8bd2a0ff:7:0");
  std::istringstream lines{slurp(path)};
  std::size_t n = 0;
  for (std::string line; std::getline(lines, line); ++n)
    CHECK(boost::json::parse(line).at("number") == static_cast<std::int64_t>(n + 1));
  CHECK(n == 3);
  std::filesystem::remove(path);
}

TEST_CASE("a log that cannot be opened is said at the start", "[simulator]") {
  simulator::options o;
  o.log_path = "/nowhere/at/all.jsonl";
  CHECK_THROWS_WITH(simulated_world{o}, Catch::Contains("/nowhere/at/all.jsonl"));
}

TEST_CASE("timers that outlive the routes do nothing", "[simulator]") {
  simulated_world w;
  w.send();
  w.routes = {};
  w.pass(1min);
  CHECK(w.client.got.empty());
}
