#include "actors/world.hpp"

#include <catch2/catch.hpp>

/// Steps of flows that ask the outside: what is asked, what the flow gets to see, what happens when nobody answers.
using namespace charla;        // NOLINT(google-build-using-namespace)
using namespace charla::tests; // NOLINT(google-build-using-namespace)

namespace {

using texts = std::vector<std::string>;

/// What a program of the organisation was asked, and its answer.
struct other_program {
  std::vector<ports::client_request> asked;
  ports::client_response answer;
  bool silent = false;
  std::vector<std::function<void(ports::client_response)>> held; ///< of requests that it is silent about
};

/// A world whose only flow is the written one.
void play(world& w, const std::string& graph, other_program& other) {
  auto flow = w.codec->decode_flow(graph);
  REQUIRE(flow);
  flow->id = flows::flow_id{9};
  flow->version = 1;
  auto made = flows::compile(*std::move(flow));
  REQUIRE(made.ready);
  w.directory.tenants[flows::tenant_id{1}].flows = flows::catalog{{made.ready}, {made.ready->version()}};
  w.http.elsewhere = [&other](const ports::client_request& r, std::function<void(ports::client_response)>& done) {
    if (r.url.rfind("http://provider", 0) == 0) return false;
    other.asked.push_back(r);
    if (other.silent)
      other.held.push_back(std::move(done));
    else
      done(other.answer);
    return true;
  };
}

ports::client_response answered(int status, std::string body) {
  ports::client_response r;
  r.status = status;
  r.body = std::move(body);
  return r;
}

constexpr const char* stock = R"flow({"name":"stock","start":"a","nodes":{
  "a":{"type":"http","fields":{"url":"https://stock.example/{{input | url}}","headers":{"Authorization":"Bearer x"},
       "body":"{\"q\":\"{{input | json}}\"}","pick":{"precio":"/items/0/price","todo":"/items/0"},"timeout":"5"},
       "exits":{"ok":"b","failed":"c","timeout":"d"}},
  "b":{"type":"send_text","fields":{"text":"Vale {{precio}}: {{todo}}"}},
  "c":{"type":"send_text","fields":{"text":"No sé ({{http_status}})"}},
  "d":{"type":"send_text","fields":{"text":"Tarda"}}}})flow";

constexpr const char* with_assistant = R"flow({"name":"asistente","start":"a","nodes":{
  "a":{"type":"assistant","fields":{"name":"ventas","task":"vender"},"exits":{"done":"b","failed":"c","handoff":"b"}},
  "b":{"type":"send_text","fields":{"text":"Fin"}},"c":{"type":"send_text","fields":{"text":"No hay nadie"}}}})flow";

} // namespace

TEST_CASE("a flow asks another program and uses what it picks from the answer", "[actors][flow]") {
  world w;
  other_program other;
  other.answer = answered(200, R"({"items":[{"price":12.5,"name":"ñ"}]})");
  play(w, stock, other);
  w.restart();
  w.customer_says("pan \"dulce\"", "wamid.1");
  w.run();
  REQUIRE(other.asked.size() == 1);
  CHECK(other.asked[0].method == "POST");
  CHECK(other.asked[0].url == "https://stock.example/pan%20%22dulce%22");
  CHECK(other.asked[0].body == R"({"q":"pan \"dulce\""})");
  CHECK(other.asked[0].tenant_url);
  CHECK(other.asked[0].timeout == std::chrono::seconds{5});
  CHECK(w.sent_texts() == texts{R"(Vale 12.5: {"price":12.5,"name":"ñ"})"});
}

TEST_CASE("an answer that is no JSON, lacks a part, is a refusal or too large has failed", "[actors][flow]") {
  world w;
  other_program other;
  SECTION("no JSON") { other.answer = answered(200, "<html>"); }
  SECTION("a part is missing") { other.answer = answered(200, R"({"items":[]})"); }
  SECTION("a refusal") { other.answer = answered(404, "{}"); }
  SECTION("too large, as the client says") {
    other.answer = answered(200, "");
    other.answer.error = ports::transport_errc::too_large;
    other.answer.error_text = "more than 1 MiB";
  }
  SECTION("a private address, as the client says") {
    other.answer.error = ports::transport_errc::blocked;
    other.answer.error_text = "private address";
  }
  play(w, stock, other);
  w.restart();
  w.customer_says("pan", "wamid.1");
  w.run();
  CHECK(w.sent_texts() == texts{"No sé (" + std::to_string(other.answer.status) + ")"});
}

TEST_CASE("a program that never answers is given up by a durable timer, across a restart", "[actors][flow]") {
  world w;
  other_program other;
  other.silent = true;
  play(w, stock, other);
  w.restart();
  w.customer_says("pan", "wamid.1");
  w.run();
  REQUIRE(other.asked.size() == 1);
  w.restart();
  w.advance(std::chrono::seconds{40});
  CHECK(w.sent_texts() == texts{"Tarda"});
}

TEST_CASE("an answer that comes when the flow has gone on changes nothing, and is counted", "[actors][flow]") {
  world w;
  other_program other;
  other.silent = true;
  play(w, stock, other);
  w.restart();
  w.customer_says("pan", "wamid.1");
  w.advance(std::chrono::seconds{40});
  REQUIRE(w.sent_texts() == texts{"Tarda"});
  other.held.at(0)(answered(200, R"({"items":[{"price":1}]})"));
  w.run();
  CHECK(w.sent_texts() == texts{"Tarda"});
  CHECK(w.metrics.counted["charla_stale_total/call"] == 1);
}

TEST_CASE("an assistant is asked turn by turn until it is done", "[actors][flow]") {
  world w;
  other_program other;
  w.config.engine.assistant_url = "http://assistant.internal/answer";
  other.answer = answered(200, R"({"text":"¿De qué?"})");
  play(w, with_assistant, other);
  w.restart();
  w.customer_says("quiero pizza", "wamid.1");
  w.run();
  REQUIRE(other.asked.size() == 1);
  CHECK(other.asked[0].url == "http://assistant.internal/answer");
  CHECK_FALSE(other.asked[0].tenant_url); // the host's own address
  for (const auto* part :
       {R"("assistant":"ventas")", R"("task":"vender")", R"("text":"quiero pizza")", R"("language":"es")"})
    CHECK(other.asked[0].body.find(part) != std::string::npos);
  other.answer = answered(200, R"({"text":"¡Marchando!","outcome":"done"})");
  w.customer_says("de queso", "wamid.2");
  w.run();
  CHECK(w.sent_texts() == texts{"¿De qué?", "¡Marchando!", "Fin"});
}

TEST_CASE("without an assistant the step leaves by failed and says why in the log of the call", "[actors][flow]") {
  world w;
  other_program other;
  play(w, with_assistant, other);
  w.restart();
  w.customer_says("hola", "wamid.1");
  w.run();
  CHECK(other.asked.empty());
  CHECK(w.sent_texts() == texts{"No hay nadie"});
}
