#include "fixture.hpp"
#include "support/paths.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string hook = "/api/webhooks/whatsapp";

ports::http_response
post(world& w, const std::string& body, const std::string& secret = "s3cret", const std::string& to = hook) {
  return w.send("POST", to, {{"X-Hub-Signature-256", w.signature(body, secret)}}, body);
}

const ports::provider_event& only_event(const world& w) {
  REQUIRE(w.engine.accepted.size() == 1);
  REQUIRE(w.engine.accepted[0].size() == 1);
  return w.engine.accepted[0][0].event;
}

} // namespace

TEST_CASE("Meta's check of the address gets its challenge back as it is") {
  world w;
  const auto r = w.send("GET", hook + "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify-wa_main");
  CHECK(r.status == 200);
  CHECK(r.body == "1158201444");
  CHECK(header_of(r, "Content-Type").find("text/plain") == 0);
}

TEST_CASE("the check is understood without the prefix hub. too") {
  world w;
  const auto r = w.send("GET", hook + "?mode=subscribe&challenge=42&verify_token=verify-wa_main");
  CHECK(r.status == 200);
  CHECK(r.body == "42");
}

TEST_CASE("a wrong check gets 403 Forbidden") {
  world w;
  for (const std::string query : {"?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong",
                                  "?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify-wa_main",
                                  "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=", "?hub.mode=subscribe", ""}) {
    const auto r = w.send("GET", hook + query);
    CHECK(r.status == 403);
    CHECK(r.body == "Forbidden");
  }
}

TEST_CASE("a signed message is accepted for its channel and answered ok") {
  world w;
  const auto r = post(w, message_body("1001", "wamid.1", "5491155550100", "hola"));
  CHECK(r.status == 200);
  CHECK(r.body == R"({"ok":true})");
  REQUIRE(w.engine.accepted.at(0).at(0).raw); // for the channel log
  CHECK(w.engine.accepted.at(0).at(0).raw->find("wamid.1") != std::string::npos);
  const auto& m = std::get<flows::inbound_message>(only_event(w).what);
  CHECK(m.from.wa_id == "5491155550100");
  CHECK(std::get<flows::text_content>(m.body).body == "hola");
  CHECK(w.engine.accepted[0][0].channel.key == "wa_main");
  CHECK(w.engine.accepted[0][0].correlation_id == "corr-1");
}

TEST_CASE("one altered byte, a missing signature and another secret are 403 Invalid signature") {
  world w;
  const auto body = message_body("1001", "wamid.1", "5491155550100", "hola");
  auto altered = body;
  altered[altered.size() / 2] ^= 1;
  const headers signed_well{{"X-Hub-Signature-256", w.signature(body)}};
  const auto refused = [](const ports::http_response& r) {
    CHECK(r.status == 403);
    CHECK(r.body == "Invalid signature");
  };
  refused(w.send("POST", hook, signed_well, altered));
  refused(w.send("POST", hook, {}, body));
  refused(w.send("POST", hook, {{"X-Hub-Signature-256", "sha256="}}, body));
  refused(post(w, body, "another"));
  refused(post(w, "not json at all", "another"));
  CHECK(w.engine.accepted.empty());
  CHECK(w.metrics.counts["charla_webhook_rejected_total{reason=signature}"] == 5);
}

TEST_CASE("a signed body that is not JSON is a 400 problem") {
  world w;
  const auto r = post(w, "{\"object\": ");
  CHECK(r.status == 400);
  CHECK(header_of(r, "Content-Type") == "application/problem+json");
  CHECK(w.engine.accepted.empty());
}

TEST_CASE("200 is only said once the events are durable") {
  world w;
  w.engine.hold_accepts = true;
  std::vector<ports::http_response> answers;
  const auto body = message_body("1001", "wamid.1", "5491155550100", "hola");
  ports::http_request r;
  r.method = "POST";
  r.headers = {{"X-Hub-Signature-256", w.signature(body)}};
  r.body = body;
  for (const auto& route : w.routes.http)
    if (route.method == "POST" && route.pattern == hook)
      route.handle(
          r, std::make_shared<ports::responder>([&](ports::http_response a) { answers.push_back(std::move(a)); }));
  REQUIRE(w.engine.held.size() == 1);
  CHECK(answers.empty());
  w.engine.held[0](ports::accept_outcome::durable);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].status == 200);
}

TEST_CASE("what is not durable is 503 with Retry-After") {
  world w;
  for (const auto how : {ports::accept_outcome::overloaded, ports::accept_outcome::unavailable}) {
    w.engine.accept_answer = how;
    const auto r = post(w, message_body("1001", "wamid.1", "5491155550100", "hola"));
    CHECK(r.status == 503);
    CHECK(!header_of(r, "Retry-After").empty());
  }
}

TEST_CASE("an unknown phone number id becomes a durable system event, a metric and a 200") {
  world w;
  const auto r = post(w, message_body("9999", "wamid.1", "5491155550100", "hola"));
  CHECK(r.status == 200);
  const auto& note = std::get<ports::system_event>(only_event(w).what);
  CHECK(note.type == "unknown_phone_number_id");
  CHECK(note.metadata.find("9999") != std::string::npos);
  CHECK(note.message.find("hola") == std::string::npos);
  CHECK(w.engine.accepted[0][0].channel.tenant == flows::tenant_id{0});
  CHECK(w.metrics.counts["charla_webhook_rejected_total{reason=unknown_number}"] == 1);
}

TEST_CASE("a tenant's secret cannot speak for another tenant's number") {
  world w;
  const auto r = post(w, message_body("1001", "wamid.1", "5491155550100", "hola"), "rival-secret");
  CHECK(r.status == 200);
  CHECK(std::get<ports::system_event>(only_event(w).what).type == "foreign_signature");
}

TEST_CASE("every part of a body goes to the channel of its own number") {
  world w;
  ports::channel_row second;
  second.tenant = acme;
  second.key = "wa_two";
  second.phone_number_id = "1002";
  second.credentials = R"({"access_token":"t","app_secret":"s3cret","verify_token":"v"})";
  REQUIRE(w.admin->add_channel(second));
  w.open_doors();
  auto one = message_body("1001", "wamid.1", "5491155550100", "uno");
  const auto two = message_body("1002", "wamid.2", "5491155550100", "dos");
  const auto entry = two.substr(two.find("\"entry\":[") + 9);
  one.insert(one.size() - 2, "," + entry.substr(0, entry.size() - 2));
  CHECK(post(w, one).status == 200);
  REQUIRE(w.engine.accepted.size() == 1);
  REQUIRE(w.engine.accepted[0].size() == 2);
  CHECK(w.engine.accepted[0][0].channel.key == "wa_main");
  CHECK(w.engine.accepted[0][1].channel.key == "wa_two");
}

TEST_CASE("what is told of an account is told of each of its channels, what of a number of that one") {
  world w;
  const auto add = [&](const std::string& key, const std::string& id, const std::string& account) {
    ports::channel_row row;
    row.tenant = acme;
    row.key = key;
    row.phone_number_id = id;
    row.phone_number = "+54 9 11 0000-" + id;
    row.account_id = account;
    row.credentials = R"({"access_token":"t","app_secret":"s3cret","verify_token":"v"})";
    REQUIRE(w.admin->add_channel(row));
  };
  add("wa_two", "1002", "W1");
  add("wa_other", "1003", "W2");
  w.open_doors();
  const auto notice = [](const std::string& field, const std::string& value) {
    return R"({"object":"whatsapp_business_account","entry":[{"id":"W1","changes":[{"field":")" + field
           + R"(","value":)" + value + "}]}]}";
  };
  CHECK(
      post(w, notice("message_template_status_update", R"({"event":"APPROVED","message_template_name":"hola"})")).status
      == 200);
  REQUIRE(w.engine.accepted.size() == 1);
  REQUIRE(w.engine.accepted[0].size() == 2); // wa_main does not say whose it is
  CHECK(w.engine.accepted[0][0].channel.key == "wa_main");
  CHECK(w.engine.accepted[0][1].channel.key == "wa_two");
  CHECK(post(w, notice("phone_number_quality_update",
                       R"({"display_phone_number":"54911 00001003","event":"FLAGGED","current_limit":"TIER_250"})"))
            .status
        == 200);
  REQUIRE(w.engine.accepted[1].size() == 2);
  CHECK(w.engine.accepted[1][0].channel.key == "wa_other");
  CHECK(std::holds_alternative<ports::number_fact>(w.engine.accepted[1][0].event.what));
  CHECK(std::holds_alternative<ports::system_event>(w.engine.accepted[1][1].event.what));
}

TEST_CASE("a channel's own address takes only what its own secret signed") {
  world w;
  const auto body = message_body("1001", "wamid.1", "5491155550100", "hola");
  CHECK(post(w, body, "s3cret", "/api/webhooks/wa_main").status == 200);
  CHECK(post(w, body, "s3cret", "/api/webhooks/wa_rival").status == 403);
  CHECK(post(w, body, "s3cret", "/api/webhooks/nobody").status == 403);
  CHECK(w.send("GET", "/api/webhooks/wa_rival?hub.mode=subscribe&hub.challenge=7&hub.verify_token=verify-wa_rival").body
        == "7");
  CHECK(
      w.send("GET", "/api/webhooks/wa_main?hub.mode=subscribe&hub.challenge=7&hub.verify_token=verify-wa_rival").status
      == 403);
}

TEST_CASE("each of Meta's known bodies is taken in") {
  const std::filesystem::path folder{test::shared_fixture("meta")};
  if (!std::filesystem::exists(folder)) return;
  world w;
  int bodies = 0;
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    std::ostringstream text;
    text << std::ifstream{file.path(), std::ios::binary}.rdbuf();
    if (text.str().find("whatsapp_business_account") == std::string::npos) continue;
    INFO(file.path().filename());
    CHECK(post(w, text.str()).status == 200);
    ++bodies;
  }
  CHECK(bodies > 50);
}

TEST_CASE("one call simulates a customer through the very door of the webhooks") {
  world w;
  const auto key = w.with_key({"simulate"});
  const auto r = w.ask(200, "POST", "/api/v1/simulate/inbound", key,
                       R"({"text":"precio","from":"+54 9 11 5555-0123","name":"Eva"})");
  const auto& m = std::get<flows::inbound_message>(only_event(w).what);
  CHECK(m.from.wa_id == "5491155550123");
  CHECK(m.profile_name == "Eva");
  CHECK(std::get<flows::text_content>(m.body).body == "precio");
  CHECK(r.root()["message_id"].text() == m.provider_id);
  const auto id = ports::conversation_of(*w.crypto, w.channel("wa_main"), m.from);
  CHECK(r.root()["conversation_id"].text() == flows::to_string(id.value()));
}

TEST_CASE("simulation says what is wrong, field by field") {
  world w;
  const auto key = w.with_key({"simulate"});
  const auto p =
      w.ask(422, "POST", "/api/v1/simulate/inbound", key, R"({"text":"","from":"0","channel":"wa_rival","x":1})");
  CHECK(fields_of(p) == std::vector<std::string>{"text", "from", "channel", "x"});
  CHECK(p.root()["correlation_id"].text() == "corr-1");
  CHECK(w.engine.accepted.empty());
}

TEST_CASE("a live channel takes no simulated message") {
  world w;
  auto row = w.admin->channels()->at(0);
  row.mode = "live";
  REQUIRE(w.admin->update_channel(row));
  w.open_doors();
  const auto p = w.ask(422, "POST", "/api/v1/simulate/inbound", w.with_key({"simulate"}),
                       R"({"text":"hola","channel":"wa_main"})");
  CHECK(fields_of(p) == std::vector<std::string>{"channel"});
}

TEST_CASE("in development a program on this machine simulates without a key, a page of a site does not") {
  world w;
  w.config.security.development = true;
  w.open_doors();
  const headers here{{"X-Test-Address", "127.0.0.1"}};
  CHECK(w.send("POST", "/api/v1/simulate/inbound", here, R"({"text":"hola"})").status == 200);
  CHECK(w.send("POST", "/api/v1/simulate/inbound", {{"X-Test-Address", "192.0.2.7"}}, R"({"text":"hola"})").status
        == 401);
  CHECK(w.send("POST", "/api/v1/simulate/inbound", {{"X-Test-Address", "127.0.0.1"}, {"Origin", "https://evil.test"}},
               R"({"text":"hola"})")
            .status
        == 401);
  CHECK(w.send("POST", "/api/v1/simulate/inbound", {{"X-Test-Address", "127.0.0.1"}, {"Content-Type", "text/plain"}},
               R"({"text":"hola"})")
            .status
        == 401);
  w.config.security.development = false;
  w.open_doors();
  CHECK(w.send("POST", "/api/v1/simulate/inbound", here, R"({"text":"hola"})").status == 401);
}

TEST_CASE("R090: the door of YCloud takes nothing that another provider has signed") {
  world w;
  const auto r = post(w, message_body("1001", "wamid.1", "5491155550100", "hola"), "s3cret", "/webhook/ycloud");
  CHECK(r.status == 403);
  CHECK(w.engine.accepted.empty());
  CHECK(w.metrics.counts["charla_webhook_rejected_total{reason=signature}"] == 1);
}

TEST_CASE("a gateway with an address for each event reaches the same door") {
  world w;
  const auto body = message_body("1001", "wamid.1", "5491155550100", "hola");
  CHECK(post(w, body, "s3cret", "/api/webhooks/wa_main/messages-upsert").status == 200);
  CHECK(w.engine.accepted.size() == 1);
  CHECK(post(w, body, "wrong", "/api/webhooks/wa_main/messages-upsert").status == 403);
  CHECK(post(w, body, "s3cret", "/api/webhooks/wa_rival/messages-upsert").status == 403);
}
