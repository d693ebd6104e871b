#include "fixture.hpp"

#include "io/api/moment.hpp"
#include "io/api/subscriber_url.hpp"
#include "io/api/subscription_change.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

using names = std::vector<std::string>;

const std::string base = "/api/v1/webhooks";

std::string text(const json::value& v) { return std::string{v.text().value_or("?")}; }

/// A webhook of acme; its path.
std::string
subscribe(world& w, const headers& admin, const std::string& body = R"({"url":"https://hooks.example.com/a"})") {
  return base + '/' + text(w.ask(200, "POST", base, admin, body).root()["id"]);
}

ports::webhook_row row_of(world& w, const std::string& path) {
  const auto all = w.admin->webhooks();
  REQUIRE(all);
  for (const auto& s : *all)
    if (path == base + '/' + flows::to_string(s.id.value())) return s;
  FAIL("there is no " + path);
  return {};
}

/// The dispatcher gives the delivery up.
void give_up(world& w, const std::string& path, const std::string& delivery) {
  ports::batch b;
  ports::delivery_fact f;
  f.webhook = row_of(w, path).id;
  f.id = *ports::parse_event_name(delivery);
  f.now = ports::delivery_state::dead;
  f.at = w.clock.now();
  f.status = 500;
  f.error = "HTTP 500";
  f.answer = "<html>no</html>";
  b.deliveries.push_back(f);
  REQUIRE(w.lane->apply(b));
}

} // namespace

TEST_CASE("a webhook is made, shown, changed and deleted; its secret is shown once", "[webhook]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto made =
      w.ask(200, "POST", base, admin,
            R"({"url":"https://hooks.example.com/a?b=c","events":["message.received"],"description":"CRM"})");
  const auto secret = text(made.root()["secret"]);
  const auto path = base + '/' + text(made.root()["id"]);
  CHECK(secret == "whsec_" + w.crypto->base64(row_of(w, path).secret));
  CHECK(row_of(w, path).secret.size() == 32);
  CHECK(w.engine.reloads == 1);
  for (const auto& seen : {base, path, std::string{"/api/v1/audit"}})
    CHECK(w.send("GET", seen, admin).body.find(secret.substr(6)) == std::string::npos);

  const auto changed = w.ask(200, "PATCH", path, admin, R"({"enabled":false,"events":[]})");
  CHECK(changed.root()["enabled"].boolean() == false);
  CHECK(text(changed.root()["disabled_reason"]) == "switched off by a person");
  CHECK(text(changed.root()["description"]) == "CRM");
  CHECK_FALSE(changed.root()["secret"].exists());
  w.ask(409, "POST", path + "/test", admin);
  CHECK(text(w.ask(200, "PATCH", path, admin, R"({"enabled":true})").root()["disabled_reason"]).empty());
  CHECK(w.engine.reloads == 3);

  w.ask(200, "DELETE", path, admin);
  w.ask(404, "GET", path, admin);
  CHECK(w.engine.reloads == 4);
}

TEST_CASE("what is wrong with a webhook is said field by field", "[webhook]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  CHECK(fields_of(w.ask(422, "POST", base, admin, R"({})")) == names{"url"});
  CHECK(fields_of(w.ask(422, "POST", base, admin,
                        R"({"url":"http://hooks.example.com","events":["message.received","nonsense"],"secret":"x"})"))
        == names{"events[1]", "url", "secret"});
  const auto path = subscribe(w, admin);
  CHECK(fields_of(w.ask(422, "PATCH", path, admin, R"({"enabled":"yes"})")) == names{"enabled"});
  CHECK(fields_of(w.ask(422, "PATCH", path, admin, R"({"url":"https://127.0.0.1/"})")) == names{"url"});
  CHECK(fields_of(w.ask(422, "POST", path + "/secret", admin, R"({"keep_previous_hours":1000})"))
        == names{"keep_previous_hours"});
  CHECK(fields_of(w.ask(422, "POST", path + "/replay", admin, R"({"since":"yesterday"})")) == names{"since"});
  w.ask(404, "GET", base + "/not-an-id", admin);
}

TEST_CASE("a tenant has at most twenty webhooks", "[webhook]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  for (int i = 0; i < 20; ++i)
    subscribe(w, admin);
  w.ask(409, "POST", base, admin, R"({"url":"https://hooks.example.com/more"})");
}

TEST_CASE("a URL leads to a public host by https, without a password", "[webhook]") {
  for (const auto* good :
       {"https://hooks.example.com", "https://hooks.example.com:8443/a?b=c#d", "https://a-b.example.co/"})
    CHECK_FALSE(api::fault_of(good, false));
  const std::vector<std::pair<std::string, std::string>> bad{
      {"http://hooks.example.com/", "scheme"},
      {"ftp://hooks.example.com/", "scheme"},
      {"file:///etc/passwd", "scheme"},
      {"https://u:p@hooks.example.com/", "credentials"},
      {"https://hooks.example.com@127.0.0.1/", "credentials"},
      {"https://localhost/", "private"},
      {"https://app.localhost/", "private"},
      {"https://printer.local/", "private"},
      {"https://metadata.google.internal/", "private"},
      {"https://intranet/", "private"},
      {"https://127.0.0.1/", "private"},
      {"https://127.1/", "private"},
      {"https://2130706433/", "private"},
      {"https://0x7f000001/", "private"},
      {"https://169.254.169.254/latest", "private"},
      {"https://hooks.example.com./", "private"},
      {"https://[::1]/", "format"},
      {"https://hooks.example.com:0/", "format"},
      {"https://hooks.example.com:99999/", "format"},
      {"https:///path", "format"},
      {"https://hooks..example.com/", "format"},
      {"https://hooks.example.com/a b", "format"},
      {"https://hooks.example.com/\r\nX: y", "format"},
      {"https://" + std::string(2000, 'a') + ".com/", "too_long"},
  };
  for (const auto& [url, reason] : bad) {
    INFO(url);
    const auto fault = api::fault_of(url, false);
    REQUIRE(fault);
    CHECK(fault->reason == reason);
  }
  CHECK_FALSE(api::fault_of("http://127.0.0.1:9000/hook", true));
  CHECK_FALSE(api::fault_of("http://localhost:9000/hook", true));
  CHECK(api::fault_of("http://u@localhost/", true));
}

TEST_CASE("the former secret signs on for as long as it was given", "[webhook]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = subscribe(w, admin);
  const auto first = row_of(w, path).secret;
  const auto rotated = w.ask(200, "POST", path + "/secret", admin, R"({"keep_previous_hours":2})");
  auto now = row_of(w, path);
  CHECK(text(rotated.root()["secret"]) == "whsec_" + w.crypto->base64(now.secret));
  CHECK(now.secret != first);
  CHECK(now.previous_secret == first);
  CHECK(now.previous_until == w.clock.now() + std::chrono::hours{2});
  w.ask(200, "POST", path + "/secret", admin, R"({"keep_previous_hours":0})");
  now = row_of(w, path);
  CHECK(now.previous_secret.empty());
  CHECK(now.previous_until == std::nullopt);
}

TEST_CASE("a test is a delivery like any other; what died is seen and told again", "[webhook]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = subscribe(w, admin, R"({"url":"https://hooks.example.com/a","events":["message.read"]})");
  const auto id = text(w.ask(200, "POST", path + "/test", admin).root()["delivery_id"]);
  const auto other = text(w.ask(200, "POST", path + "/test", admin).root()["delivery_id"]);
  CHECK(w.admin->backlog_now()->webhooks_pending == 2);

  give_up(w, path, id);
  const auto one = w.ask(200, "GET", path + "/deliveries/" + id, admin);
  CHECK(text(one.root()["state"]) == "dead");
  CHECK(text(one.root()["last_error"]) == "HTTP 500");
  CHECK(text(one.root()["last_answer"]) == "<html>no</html>");
  CHECK(text(one.root()["body"]["type"]) == "webhook.test");
  const auto dead = w.ask(200, "GET", path + "/deliveries?state=dead", admin);
  CHECK(dead.root()["items"].items().size() == 1);
  CHECK(fields_of(w.ask(422, "GET", path + "/deliveries?state=lost", admin)) == names{"state"});
  const auto first = w.ask(200, "GET", path + "/deliveries?limit=1", admin);
  REQUIRE(first.root()["items"].items().size() == 1);
  const auto second = w.ask(200, "GET", path + "/deliveries?limit=1&after=" + text(first.root()["next"]), admin);
  REQUIRE(second.root()["items"].items().size() == 1);
  CHECK(text(first.root()["items"].items().at(0)["id"]) != text(second.root()["items"].items().at(0)["id"]));
  w.ask(400, "GET", path + "/deliveries?after=nonsense", admin);

  SECTION("one") {
    w.ask(200, "POST", path + "/deliveries/" + id + "/replay", admin);
    CHECK(w.admin->backlog_now()->webhooks_pending == 2);
    w.ask(404, "POST", path + "/deliveries/evt_00000000-0000-0000-0000-000000000000/replay", admin);
  }
  SECTION("all since a time") {
    give_up(w, path, other);
    CHECK(
        w.ask(200, "POST", path + "/replay", admin, R"({"since":"2099-01-01T00:00:00Z"})").root()["replayed"].integer()
        == 0);
    CHECK(w.ask(200, "POST", path + "/replay", admin, R"({"since":"2020-01-01T00:00:00.5Z"})")
              .root()["replayed"]
              .integer()
          == 2);
    CHECK(w.admin->backlog_now()->webhooks_pending == 2);
  }
}

TEST_CASE("another tenant's webhook is not there", "[webhook]") {
  world w;
  const auto path = subscribe(w, w.as(ports::role::owner));
  const auto id = text(w.ask(200, "POST", path + "/test", w.as(ports::role::admin)).root()["delivery_id"]);
  const auto stranger = w.with_key({"webhooks:read", "webhooks:write"}, rival);
  CHECK(w.ask(200, "GET", base, stranger).root()["items"].items().size() == 0);
  w.ask(404, "GET", path, stranger);
  w.ask(404, "PATCH", path, stranger, R"({"url":"https://evil.example.com/"})");
  w.ask(404, "DELETE", path, stranger);
  w.ask(404, "POST", path + "/secret", stranger);
  w.ask(404, "POST", path + "/test", stranger);
  w.ask(404, "GET", path + "/deliveries", stranger);
  w.ask(404, "GET", path + "/deliveries/" + id, stranger);
  w.ask(404, "POST", path + "/deliveries/" + id + "/replay", stranger);
  w.ask(404, "POST", path + "/replay", stranger, R"({"since":"2020-01-01T00:00:00Z"})");
  CHECK(row_of(w, path).url == "https://hooks.example.com/a");
  for (const auto role : {ports::role::agent, ports::role::analyst})
    CHECK(w.send("GET", base, w.as(role)).status == 403);
}

TEST_CASE("a time is read as RFC 3339", "[webhook]") {
  CHECK(api::parse_time("1970-01-01T00:00:01Z") == flows::from_unix_ms(1000));
  CHECK(api::parse_time("2026-01-02T03:04:05.678Z") == flows::from_unix_ms(1'767'323'045'678));
  CHECK(api::parse_time("2026-01-02T03:04:05.6Z") == flows::from_unix_ms(1'767'323'045'600));
  CHECK(api::parse_time("2026-01-02T03:04:05.678901Z") == flows::from_unix_ms(1'767'323'045'678));
  CHECK(api::parse_time("2026-01-02T00:04:05.678-03:00") == flows::from_unix_ms(1'767'323'045'678));
  CHECK(api::parse_time("2026-01-02T08:34:05.678+05:30") == flows::from_unix_ms(1'767'323'045'678));
  for (const auto* bad : {"", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05+0100",
                          "2026-01-02T03:04:05+24:00", "2026-02-30T03:04:05Z", "2026-13-02T03:04:05Z"})
    CHECK(api::parse_time(bad) == std::nullopt);
}
