#include "io/providers/simulator/poster.hpp"
#include "io/providers/simulator/world.hpp"

using namespace charla;
using namespace std::chrono_literals;
using tests::simulated_world;

namespace {

constexpr const char* hello =
    R"({"from":"+5491100000000","to":"+5491122223333","type":"text","text":{"body":"hola"},"externalId":"out-7"})";

void with_callback(simulated_world& w) {
  w.control("POST", "/control/callbacks",
            R"({"provider":"ycloud","url":"http://127.0.0.1:8000/ycloud","secret":"whsec"})");
}

} // namespace

TEST_CASE("YCloud's queue accepts, and tells by webhooks with our id", "[simulator][ycloud]") {
  simulated_world w;
  with_callback(w);
  const auto r = w.send_ycloud(hello);
  REQUIRE(r->status == 200);
  const auto body = boost::json::parse(r->body);
  CHECK(body.at("status") == "accepted");
  CHECK(body.at("externalId") == "out-7");
  CHECK(body.at("fake") == true);
  w.pass(2s);
  REQUIRE(w.client.got.size() == 3);
  for (const auto& [n, status] : {std::pair{0u, "sent"}, {1u, "delivered"}, {2u, "read"}}) {
    const auto event = w.posted(n);
    CHECK(event.at("type") == "whatsapp.message.updated");
    const auto message = event.at("whatsappMessage");
    CHECK(message.at("status").as_string() == status);
    CHECK(message.at("wamid") == body.at("wamid"));
    CHECK(message.at("externalId") == "out-7");
    CHECK(message.at("to") == "+5491122223333");
  }
  CHECK(w.posted(0).at("id") != w.posted(1).at("id")); // they are told apart by it
}

TEST_CASE("what Meta refuses comes by status from the queue, at once when sent directly", "[simulator][ycloud]") {
  simulated_world w;
  with_callback(w);
  w.control("POST", "/control/limits", R"({"window_ms":86400000})");
  CHECK(w.send_ycloud(hello)->status == 200);
  w.pass(2s);
  REQUIRE(w.client.got.size() == 1);
  const auto failed = w.posted(0).at("whatsappMessage");
  CHECK(failed.at("status") == "failed");
  CHECK(failed.at("errorCode") == "131047");
  CHECK(failed.at("whatsappApiError").at("code") == "131047"); // a text, not a number
  w.control("POST", "/control/limits", R"({"window_by_status":false})");
  const auto refused = w.send_ycloud(hello, true);
  CHECK(refused->status == 400);
  CHECK(boost::json::parse(refused->body).at("error").at("whatsappApiError").at("code") == "131047");
}

TEST_CASE("a queue that takes no more says so at once, and when to come again", "[simulator][ycloud]") {
  simulated_world w;
  w.control("POST", "/control/limits", R"({"number_rate":1,"number_burst":1})");
  CHECK(w.send_ycloud(hello)->status == 200);
  const auto refused = w.send_ycloud(hello);
  CHECK(refused->status == 429);
  CHECK(ports::find_header(refused->headers, "Retry-After") == "1");
  CHECK(boost::json::parse(refused->body).at("error").at("code") == "ACCOUNT_RATE_LIMITED");
  CHECK(w.control("GET", "/control").at("counts").at("rejections").at("130429") == 1);
}

TEST_CASE("YCloud wants its key and numbers with a plus", "[simulator][ycloud]") {
  simulated_world w;
  ports::http_request r;
  r.body = hello;
  CHECK(w.ask("POST", "/v2/whatsapp/messages", r)->status == 401);
  const auto bad = GENERATE(
      R"({"from":"549","to":"+5491122223333","type":"text","text":{"body":"x"}})",
      R"({"from":"+549","to":"5491122223333","type":"text","text":{"body":"x"}})", R"({"from":"+549","type":"text"})",
      R"({"from":"+549","to":"+549","type":"hologram"})", R"({"from":"+549","to":"+549","type":"text"})",
      R"({"from":"+549","to":"+549","type":"interactive","interactive":{"header":{"type":"image","image":{"id":"1"}}}})",
      "{");
  const auto answer = w.send_ycloud(bad);
  INFO(bad);
  CHECK(answer->status == 400);
  CHECK(boost::json::parse(answer->body).at("error").at("code") == "PARAM_INVALID");
}

TEST_CASE("YCloud signs time and body", "[simulator][ycloud]") {
  // The vector of providers.md B1.
  simulated_world w;
  w.clock.at = flows::from_unix_ms(1'700'000'000'000);
  simulator::options o;
  simulator::poster poster{o, w.client, w.clock, *w.crypto, [](auto, auto) {}};
  poster.send_to(simulator::speech::ycloud, {}, {"http://h/y", "whsec-demo", false});
  poster.post_now({simulator::speech::ycloud, {}, R"({"id":"evt_demo","type":"whatsapp.inbound_message.received"})"},
                  [](const auto&) {});
  CHECK(ports::find_header(w.client.got.at(0).headers, "YCloud-Signature")
        == "t=1700000000,s=a0f1ac38eb61b0b2174b5305efcd6ee4b7c5463c82a31fc2bad01ca97da92d7d");
}

TEST_CASE("a customer's message has YCloud's form", "[simulator][ycloud]") {
  simulated_world w;
  with_callback(w);
  w.control("POST", "/control/inbound",
            R"({"provider":"ycloud","number":"+5491100000000","from":"5491122223333","name":"Ana","text":"hola",
                "reply_to":"wamid.Q"})");
  const auto event = w.posted(0);
  CHECK(event.at("type") == "whatsapp.inbound_message.received");
  const auto m = event.at("whatsappInboundMessage");
  CHECK(m.at("from") == "+5491122223333");
  CHECK(m.at("to") == "+5491100000000");
  CHECK(m.at("customerProfile").at("name") == "Ana");
  CHECK(m.at("text").at("body") == "hola");
  CHECK(m.at("context").at("id") == "wamid.Q");
  CHECK(m.at("sendTime").as_string().ends_with("Z"));
  w.control("POST", "/control/inbound", R"({"provider":"ycloud","echo":true,"from":"549","text":"te atiendo yo"})");
  CHECK(w.posted(1).at("type") == "whatsapp.smb.message.echoes");
  CHECK(w.posted(1).at("whatsappMessage").at("to") == "+549");
}

TEST_CASE("reading and typing are taken by YCloud's doors", "[simulator][ycloud]") {
  simulated_world w;
  CHECK(w.call("POST", "/v2/whatsapp/inboundMessages/{id}/markAsRead", {})->status == 200);
  CHECK(w.call("POST", "/v2/whatsapp/inboundMessages/{id}/typingIndicator", {})->status == 200);
  CHECK(w.control("GET", "/control").at("counts").at("typing") == 1);
}
