#pragma once

#include "io/providers/meta/provider.hpp"
#include "io/providers/simulator/simulator.hpp"
#include "io/secrets/crypto.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <deque>

namespace charla::tests {

/// The simulator with time in the test's hand and a callback that notes what it gets.
class simulated_world {
public:
  struct hand_clock final : ports::clock {
    flows::timestamp at = flows::from_unix_ms(1'767'300'000'000);
    flows::timestamp now() const override { return at; }
    std::int64_t boot_ms() const override { return flows::to_unix_ms(at); }
  };
  /// Answers every request with `status`; a `status` of 0 is a connection refused.
  struct callback final : ports::http_client {
    std::vector<ports::client_request> got;
    int status = 200;
    void send(ports::client_request request, std::function<void(ports::client_response)> done) override {
      got.push_back(std::move(request));
      ports::client_response r;
      r.status = status;
      if (status == 0) r = {ports::transport_errc::not_sent, "refused", 0, {}, {}, {}};
      done(std::move(r));
    }
  };

  explicit simulated_world(simulator::options o = {}) {
    o.callback_url = "http://127.0.0.1:8000/hook";
    o.app_secret = "s3cret";
    o.phone_number_id = "PN1";
    routes = simulator::make_routes(std::move(o), client, clock, *crypto, [this](auto after, auto run) {
      timers.push_back({clock.at + after, run});
    });
  }

  /// Turns the clock and runs what falls due, in order.
  void pass(std::chrono::milliseconds time) {
    const auto until = clock.at + time;
    while (true) {
      const auto next =
          std::min_element(timers.begin(), timers.end(), [](const timer& a, const timer& b) { return a.due < b.due; });
      if (next == timers.end() || next->due > until) break;
      const auto run = next->run;
      clock.at = next->due;
      timers.erase(next);
      run();
    }
    clock.at = until;
  }

  /// What the route answers; status 0 while it has not answered.
  std::shared_ptr<ports::http_response> call(std::string method,
                                             const std::string& pattern,
                                             std::string body,
                                             std::vector<std::pair<std::string, std::string>> params = {},
                                             bool with_token = true) {
    ports::http_request r;
    r.method = method;
    r.body = std::move(body);
    r.params = std::move(params);
    if (with_token) r.headers.push_back({"authorization", "Bearer T"});
    auto answer = std::make_shared<ports::http_response>(ports::http_response{0, {}, {}});
    const auto found = std::find_if(routes.http.begin(), routes.http.end(),
                                    [&](const ports::route& x) { return x.method == method && x.pattern == pattern; });
    REQUIRE(found != routes.http.end());
    found->handle(std::move(r),
                  std::make_shared<ports::responder>([answer](ports::http_response got) { *answer = std::move(got); }));
    return answer;
  }
  std::shared_ptr<ports::http_response> send(const std::string& body = text_to("+5491122223333", "hola")) {
    return call("POST", "/{phone_number_id}/messages", body, {{"phone_number_id", "PN1"}});
  }
  boost::json::value control(std::string method, const std::string& pattern, std::string body = {}) {
    const auto r = call(std::move(method), pattern, std::move(body));
    INFO(r->body);
    REQUIRE(r->status == 200);
    return boost::json::parse(r->body);
  }
  /// The events of all webhooks that were posted, as the product's own parser reads them.
  std::vector<ports::provider_event> events() const {
    std::vector<ports::provider_event> out;
    const auto provider = meta::make_provider(*crypto);
    ports::channel_access signer;
    signer.app_secret = "s3cret";
    for (const auto& request : client.got) {
      ports::http_request hook;
      hook.headers = request.headers;
      hook.body = request.body;
      CHECK(provider->signed_by(hook, signer, {}));
      const auto parsed = provider->parse(request.body);
      REQUIRE(parsed);
      out.insert(out.end(), parsed->begin(), parsed->end());
    }
    return out;
  }
  std::vector<std::string> statuses() const {
    std::vector<std::string> out;
    for (const auto& e : events())
      out.emplace_back(flows::name_of(std::get<ports::status_fact>(e.what).status));
    return out;
  }

  static std::string text_to(const std::string& to, const std::string& text) {
    return R"({"messaging_product":"whatsapp","to":")" + to + R"(","type":"text","text":{"body":")" + text
           + R"("},"biz_opaque_callback_data":"0190163d-8694-7392-8000-5a5c8bd2a0ff:7:0"})";
  }

  struct timer {
    flows::timestamp due;
    std::function<void()> run;
  };
  hand_clock clock;
  callback client;
  std::unique_ptr<ports::crypto> crypto = secrets::make_crypto(std::string(32, 'k'));
  std::deque<timer> timers;
  ports::routes routes;
};

} // namespace charla::tests
