#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

using names = std::vector<std::string>;

/// The port as an unofficial gateway fulfils it, as far as numbers go.
class gateway final : public ports::provider {
public:
  [[nodiscard]] std::string_view type() const override { return "evolution"; }
  [[nodiscard]] ports::provider_traits traits() const override {
    ports::provider_traits t;
    t.official = false;
    t.risk = "The number can be banned.";
    return t;
  }
  [[nodiscard]] bool
  signed_by(const ports::http_request&, const ports::channel_access&, flows::timestamp) const override {
    return false;
  }
  [[nodiscard]] flows::result<std::vector<ports::provider_event>> parse(std::string_view) const override {
    return flows::fail("provider.unsupported", "it only tells of numbers");
  }
  [[nodiscard]] flows::result<ports::client_request> build(const ports::channel_access&,
                                                           const ports::outbound&) const override {
    return flows::fail("send.unsupported_type", "it only tells of numbers");
  }
  [[nodiscard]] ports::send_answer interpret(const ports::client_response&) const override { return {}; }
  [[nodiscard]] ports::send_answer explain(std::int32_t) const override { return {}; }
  [[nodiscard]] flows::result<ports::client_request> ask_health(const ports::channel_access& c) const override {
    return to(c, "/state/");
  }
  [[nodiscard]] flows::result<ports::client_request> connect(const ports::channel_access& c) const override {
    return to(c, "/connect/");
  }
  [[nodiscard]] flows::result<ports::number_fact> health(const ports::channel_access&,
                                                         const ports::client_response& r) const override {
    if (r.status != 200) return flows::fail("provider.refused", "the gateway says " + r.body);
    ports::number_fact f;
    f.connection = r.body;
    if (r.body == "connecting") f.qr = "data:image/png;base64,QR";
    return f;
  }

private:
  static ports::client_request to(const ports::channel_access& c, const std::string& path) {
    ports::client_request r;
    r.method = "GET";
    r.url = c.base_url + path + c.phone_number_id + "?apikey=" + c.access_token;
    return r;
  }
};

struct gateway_world : world {
  gateway_world() {
    other_providers = {&provider};
    ports::channel_row row;
    row.tenant = acme;
    row.key = "evo";
    row.type = "evolution";
    row.phone_number_id = "ventas";
    row.base_url = "http://gateway.test";
    row.credentials = R"({"access_token":"gateway-key","app_secret":"s"})";
    REQUIRE(admin->add_channel(row));
    open_doors();
  }
  void answer(int status, const std::string& body) {
    ports::client_response r;
    r.status = status;
    r.body = body;
    http.answers.push_back(r);
  }
  /// What the channel log has once what was put off is done.
  std::vector<ports::exchange_row> log_lines() {
    run_later();
    const auto page = admin->exchanges(acme, {}, "", 10);
    REQUIRE(page);
    return page->items;
  }
  gateway provider;
};

const std::string evo = "/api/v1/channels/evo";

} // namespace

TEST_CASE("the health of a number is asked of its provider, told to the engine and kept in the channel log") {
  gateway_world w;
  w.answer(200, "open");
  const auto r = w.ask(200, "GET", evo + "/health", w.as(ports::role::admin));
  CHECK(r.root()["asked"].boolean() == true);
  CHECK(r.root()["connection"].text() == "open");
  REQUIRE(w.http.asked.size() == 1);
  CHECK(w.http.asked[0].url == "http://gateway.test/state/ventas?apikey=gateway-key");
  REQUIRE(w.engine.numbers.size() == 1);
  CHECK(w.engine.numbers[0].channel == w.channel("evo"));
  CHECK(w.engine.numbers[0].tenant == acme);
  CHECK(w.engine.numbers[0].at == w.clock.now());
  const auto lines = w.log_lines();
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].what.url == "http://gateway.test/state/ventas"); // the key is not for the log
  CHECK(!lines[0].what.failed);
  CHECK(lines[0].what.response.empty());
}

TEST_CASE("a provider that refuses or is away leaves what was known, with the reason") {
  gateway_world w;
  ports::number_fact f;
  f.tenant = acme;
  f.channel = w.channel("evo");
  f.at = w.clock.now();
  f.connection = "open";
  REQUIRE(w.admin->put_number(f));
  const auto away = w.ask(200, "GET", evo + "/health", w.as(ports::role::admin));
  CHECK(away.root()["asked"].boolean() == false);
  CHECK(away.root()["note"].text() == "nobody is there");
  CHECK(away.root()["connection"].text() == "open");
  w.answer(500, "no");
  CHECK(w.ask(200, "GET", evo + "/health", w.as(ports::role::admin)).root()["note"].text() == "the gateway says no");
  CHECK(w.engine.numbers.empty());
  CHECK(w.log_lines().at(0).what.failed);
}

TEST_CASE("a provider that cannot be asked says so; what is known is shown") {
  gateway_world w;
  ports::number_fact f;
  f.tenant = acme;
  f.channel = w.channel("wa_main");
  f.at = w.clock.now();
  f.quality = "GREEN";
  f.rate = 80;
  REQUIRE(w.admin->put_number(f));
  auto row = w.admin->channels()->at(0);
  row.type = "ycloud"; // nobody in this test speaks with it
  REQUIRE(w.admin->update_channel(row));
  w.open_doors();
  const auto r = w.ask(200, "GET", "/api/v1/channels/wa_main/health", w.as(ports::role::admin));
  CHECK(r.root()["asked"].boolean() == false);
  CHECK(!r.root()["note"].text().value_or("").empty());
  CHECK(r.root()["quality"].text() == "GREEN");
  CHECK(r.root()["rate_per_second"].number() == 80);
  CHECK(w.http.asked.empty());
  w.ask(409, "POST", "/api/v1/channels/wa_main/connect", w.as(ports::role::admin));
}

TEST_CASE("connecting answers with the QR code; it is asked for again from what the gateway told") {
  gateway_world w;
  const auto admin = w.as(ports::role::admin);
  w.answer(200, "connecting");
  const auto begun = w.ask(200, "POST", evo + "/connect", admin);
  CHECK(begun.root()["qr"].text() == "data:image/png;base64,QR");
  CHECK(begun.root()["connection"].text() == "connecting");
  REQUIRE(w.engine.numbers.size() == 1);
  CHECK(w.log_lines().at(0).what.response.empty()); // the code is a key to the number
  CHECK(w.ask(200, "GET", evo + "/qr", admin).root()["qr"].kind() == json::kind::null);
  REQUIRE(w.admin->put_number(w.engine.numbers[0])); // as the engine does
  CHECK(w.ask(200, "GET", evo + "/qr", admin).root()["qr"].text() == "data:image/png;base64,QR");
}

TEST_CASE("a gateway that does not connect is a 502 with its words, an official number a 409") {
  gateway_world w;
  const auto admin = w.as(ports::role::admin);
  w.answer(401, "wrong key");
  const auto p = w.ask(502, "POST", evo + "/connect", admin);
  CHECK(p.root()["detail"].text() == "the gateway says wrong key");
  w.ask(409, "POST", "/api/v1/channels/wa_main/connect", admin);
  w.ask(404, "POST", "/api/v1/channels/wa_rival/connect", admin);
  w.ask(403, "GET", evo + "/qr", w.as(ports::role::agent)); // who scans it has the number
}

TEST_CASE("an unofficial channel shows its risk") {
  gateway_world w;
  const auto admin = w.as(ports::role::admin);
  const auto shown = w.ask(200, "GET", evo, admin);
  CHECK(shown.root()["official"].boolean() == false);
  CHECK(shown.root()["risk"].text() == "The number can be banned.");
  const auto meta = w.ask(200, "GET", "/api/v1/channels/wa_main", admin);
  CHECK(meta.root()["official"].boolean() == true);
  CHECK(!meta.root()["risk"].exists());
}

TEST_CASE("a channel's settings are checked, shown with their defaults and replaced as a whole") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const std::string path = "/api/v1/channels/wa_main";
  const auto changed = w.ask(200, "PATCH", path, admin,
                             R"({"account_id":"9001","settings":{"typing":true,"number_rate":20,)"
                             R"("retry":{"attempts_max":5,"base_ms":1000,"factor":3}}})");
  CHECK(changed.root()["account_id"].text() == "9001");
  CHECK(changed.root()["settings"]["typing"].boolean() == true);
  CHECK(changed.root()["settings"]["retry"]["attempts_max"].integer() == 5);
  const auto again = w.ask(200, "PATCH", path, admin, R"({"settings":{"mark_read":true}})");
  CHECK(again.root()["settings"]["mark_read"].boolean() == true);
  CHECK(again.root()["settings"]["retry"]["attempts_max"].integer() == 3);
  CHECK(again.root()["account_id"].text() == "9001");
  CHECK(w.engine.reloads == 2);
}

TEST_CASE("bad settings are refused by field") {
  world w;
  const auto refused = [&](const std::string& settings) {
    return fields_of(
        w.ask(422, "PATCH", "/api/v1/channels/wa_main", w.as(ports::role::admin), R"({"settings":)" + settings + '}'));
  };
  CHECK(refused("7") == names{"settings"});
  CHECK(refused(R"({"typping":true})") == names{"settings.typping"});
  CHECK(refused(R"({"typing":"yes"})") == names{"settings.typing"});
  CHECK(refused(R"({"retry":{"attempts_max":0,"base_ms":1,"factor":0.5}})")
        == names{"settings.retry.attempts_max", "settings.retry.base_ms", "settings.retry.factor"});
  CHECK(refused(R"({"number_rate":0})") == names{"settings.number_rate"});
  CHECK(refused(R"({"outside_window":{"name":"x","language":""}})") == names{"settings.outside_window"});
  CHECK(refused(R"({"number_rules":[{"match":"","replace":"x"}]})") == names{"settings.number_rules[0].match"});
  CHECK(w.admin->channels()->at(0).settings == "{}");
}

TEST_CASE("each provider's channel goes live with what that provider needs") {
  world w;
  w.config.channel.fake_mode = false;
  w.open_doors();
  const auto admin = w.as(ports::role::admin);
  const auto refused = [&](const std::string& body) {
    return fields_of(w.ask(422, "POST", "/api/v1/channels", admin, body));
  };
  CHECK(refused(R"({"key":"yc","type":"ycloud","mode":"live"})")
        == names{"phone_number_id", "credentials.access_token", "credentials.app_secret"});
  CHECK(refused(R"({"key":"evo","type":"evolution","mode":"live"})")
        == names{"phone_number_id", "credentials.access_token", "credentials.app_secret"});
  CHECK(refused(R"({"key":"x","type":"telegram"})") == names{"type"});
  w.ask(200, "POST", "/api/v1/channels", admin,
        R"({"key":"yc","type":"ycloud","mode":"live","phone_number_id":"+5491155550100",)"
        R"("credentials":{"access_token":"k","app_secret":"s"}})");
  CHECK(w.admin->channels()->back().base_url == "https://api.ycloud.com/v2");
  w.config.evolution.api_key = "shared";
  w.config.evolution.url = "http://evo:8080";
  w.ask(
      200, "POST", "/api/v1/channels", admin,
      R"({"key":"evo","type":"evolution","mode":"live","phone_number_id":"ventas","credentials":{"app_secret":"s"}})");
  CHECK(w.admin->channels()->back().base_url == "http://evo:8080");
}

TEST_CASE("a simulated channel of each provider makes up what it needs") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto yc = w.ask(200, "POST", "/api/v1/channels", admin, R"({"key":"yc","type":"ycloud"})");
  CHECK(yc.root()["phone_number_id"].text().value_or("").substr(0, 6) == "+54911");
  CHECK(yc.root()["phone_number_id"].text().value_or("").size() == 14);
  CHECK(w.admin->channels()->back().base_url == "http://127.0.0.1:1/v2");
  w.ask(200, "POST", "/api/v1/channels", admin, R"({"key":"evo","type":"evolution"})");
  CHECK(w.admin->channels()->back().base_url == "http://127.0.0.1:1");
}
