#include "actors/webhook_call.hpp"

#include "flows/policy/delivery_retry.hpp"
#include "io/secrets/crypto.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace std::chrono_literals;

namespace {

const std::string demo_body =
    R"({"type":"conversation.handoff","timestamp":"2026-01-02T03:04:05Z","data":{"id":"c1"}})";

std::unique_ptr<ports::crypto> crypto() { return secrets::make_crypto(std::string(32, 'k')); }

/// `whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX`
ports::webhook_row demo() {
  ports::webhook_row w;
  for (char c = 0; c < 24; ++c)
    w.secret.push_back(c);
  w.url = "https://sub.example/hook";
  return w;
}

ports::client_response answer(int status, std::vector<ports::header> headers = {}) {
  ports::client_response r;
  r.status = status;
  r.headers = std::move(headers);
  return r;
}

} // namespace

TEST_CASE("a webhook is signed as Standard Webhooks has it", "[actors][webhook]") {
  const auto c = crypto();
  auto w = demo();
  const auto at = flows::from_unix_ms(1'767'323'045'000);
  const std::string expected = "v1,Ty7jPgTV/WmT2G/FKzkyTqDdzO49mIHkvGGEcWURphQ=";
  CHECK(c->base64(w.secret) == "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");
  CHECK(actors::signature_of(w, "msg_demo1", at, demo_body, *c) == expected);

  SECTION("by both secrets while one is being replaced, and by the new one alone afterwards") {
    w.previous_secret = w.secret;
    w.secret = std::string(24, 'n');
    w.previous_until = at + 1s;
    const auto both = actors::signature_of(w, "msg_demo1", at, demo_body, *c);
    CHECK(both.size() == 2 * expected.size() + 1);
    CHECK(both.substr(both.find(' ') + 1) == expected);
    w.previous_until = at;
    CHECK(actors::signature_of(w, "msg_demo1", at, demo_body, *c) == both.substr(0, both.find(' ')));
  }
}

TEST_CASE("a request carries the exact body, the moment of this try, and keeps out of private networks",
          "[actors][webhook]") {
  const auto c = crypto();
  ports::delivery_row d;
  d.id = *flows::parse_uuid("0190163d-8694-7392-8000-5a5c8bd2a0ff");
  d.body = demo_body;
  const auto at = flows::from_unix_ms(1'767'323'045'999);
  const auto r = actors::request_for(demo(), d, at, false, *c);
  CHECK(r.method == "POST");
  CHECK(r.url == "https://sub.example/hook");
  CHECK(r.body == demo_body);
  CHECK(r.timeout == 15s);
  CHECK(r.tenant_url);
  const std::string id = "evt_0190163d-8694-7392-8000-5a5c8bd2a0ff";
  CHECK(ports::find_header(r.headers, "webhook-id") == id);
  CHECK(ports::find_header(r.headers, "webhook-timestamp") == "1767323045");
  CHECK(ports::find_header(r.headers, "webhook-signature") == actors::signature_of(demo(), id, at, demo_body, *c));
  CHECK(ports::parse_event_name(id) == d.id);
  CHECK_FALSE(actors::request_for(demo(), d, at, true, *c).tenant_url);
}

TEST_CASE("only 2xx is a success; a redirect is not followed and counts as a failure", "[actors][webhook]") {
  const auto now = flows::from_unix_ms(1'767'323'045'000);
  for (const auto status : {200, 201, 204, 299})
    CHECK(actors::read_answer(answer(status), now).delivered);
  for (const auto status : {100, 301, 302, 307, 400, 404, 500, 501}) {
    const auto v = actors::read_answer(answer(status, {{"Retry-After", "60"}}), now);
    CHECK_FALSE(v.delivered);
    CHECK_FALSE(v.gone);
    CHECK(v.pause == std::nullopt);
    CHECK(v.error == "HTTP " + std::to_string(status));
  }
  CHECK(actors::read_answer(answer(410), now).gone);

  auto cut = answer(200);
  cut.error = ports::transport_errc::too_large;
  CHECK(actors::read_answer(cut, now).delivered);
  auto lost = answer(200);
  lost.error = ports::transport_errc::unknown;
  lost.error_text = "timeout";
  CHECK_FALSE(actors::read_answer(lost, now).delivered);
  CHECK(actors::read_answer(lost, now).error == "timeout");
}

TEST_CASE("a subscriber that is overloaded says how long to wait", "[actors][webhook]") {
  const auto now = flows::from_unix_ms(784'111'777'000); // Sun, 06 Nov 1994 08:49:37 GMT
  for (const auto status : {429, 502, 503, 504}) {
    CHECK(actors::read_answer(answer(status), now).pause == 30s);
    CHECK(actors::read_answer(answer(status, {{"Retry-After", "120"}}), now).pause == 2min);
  }
  CHECK(actors::retry_after("Sun, 06 Nov 1994 08:50:37 GMT", now) == 1min);
  CHECK(actors::retry_after("Sun, 06 Nov 1994 08:00:00 GMT", now) == 0ms);
  CHECK(actors::retry_after("999999999999999999999999", now) == 24h);
  CHECK(actors::retry_after("1000000", now) == 24h);
  for (const auto* nonsense : {"", "-1", "1.5", "soon", "12 s", "Sun, 06 Nov 1994"})
    CHECK(actors::retry_after(nonsense, now) == std::nullopt);
}

TEST_CASE("a delivery is tried ten times over three days, each wait up to a fifth longer", "[flows][policy][webhook]") {
  flows::milliseconds all{0};
  for (std::int32_t tries = 1; tries < flows::policy::delivery_tries_max; ++tries) {
    const auto least = flows::policy::delivery_delay(tries, 0);
    const auto most = flows::policy::delivery_delay(tries, 1);
    REQUIRE(least);
    REQUIRE(most);
    CHECK(*most == *least + *least / 5);
    all += *least;
  }
  CHECK(*flows::policy::delivery_delay(1, 0) == 5s);
  CHECK(*flows::policy::delivery_delay(9, 0) == 24h);
  CHECK(all > 72h);
  CHECK(flows::policy::delivery_delay(10, 0) == std::nullopt);
  CHECK(flows::policy::delivery_delay(0, 0) == std::nullopt);
}
