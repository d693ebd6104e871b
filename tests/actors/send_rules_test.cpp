#include "actors/world.hpp"

#include "io/json/reader.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace std::chrono_literals;
using tests::world;

namespace {

constexpr flows::channel_id wa_main{1};

flows::outgoing_request program_says(const std::string& text, const std::string& key) {
  flows::outgoing_request m;
  m.by = flows::author::system;
  m.client_id = key;
  m.body = flows::text_content{text};
  return m;
}

ports::client_response refused(std::int32_t code, const std::string& words = "no") {
  ports::client_response r;
  r.status = 400;
  r.body = R"({"error":{"message":")" + words + R"(","code":)" + std::to_string(code) + "}}";
  return r;
}

/// The newest line of ours, as the history shows it.
ports::stored_message newest(world& w) { return w.history().back(); }

std::string type_of(const ports::client_request& r) {
  const auto body = json::document::parse(r.body);
  REQUIRE(body);
  return std::string{body->root()["type"].text().value_or("?")};
}

} // namespace

TEST_CASE("a free text outside the 24-hour window is refused at the claim, with what to do",
          "[actors][sender][window]") {
  world w{true};
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  const auto before = w.http.requests.size();
  w.clock.advance(std::chrono::hours{25});
  w.command(ports::send_message{program_says("¿Sigue ahí?", "k1"), {}});
  w.advance(1s);
  CHECK(w.http.requests.size() == before);
  CHECK(newest(w).status == flows::message_status::failed);
  CHECK(newest(w).error_code == 131047);
  CHECK(newest(w).error_text.find("window_closed") == 0);
}

TEST_CASE("outside the window a text goes as the channel's template when it has one", "[actors][sender][window]") {
  world w{true};
  w.directory.channels[wa_main].access.settings.outside_window = ports::window_template{"aviso", "es_AR"};
  w.engine->reload_directory();
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  w.clock.advance(std::chrono::hours{25});
  w.command(ports::send_message{program_says("Su pedido\n  está \"listo\"", "k1"), {}});
  w.advance(1s);
  CHECK(newest(w).status == flows::message_status::sent);
  const auto body = json::document::parse(w.http.requests.back().body);
  REQUIRE(body);
  const auto t = body->root()["template"];
  CHECK(t["name"].text() == "aviso");
  const auto parameter = t["components"].items()[0]["parameters"].items()[0];
  CHECK(parameter["type"].text() == "text");
  CHECK(parameter["text"].text() == "Su pedido está \"listo\""); // no line breaks in a template's variable
}

TEST_CASE("a text that went as a template and is in doubt is not sent again", "[actors][sender][window]") {
  world w{true};
  w.directory.channels[wa_main].access.settings.outside_window = ports::window_template{"aviso", "es_AR"};
  w.engine->reload_directory();
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  w.clock.advance(std::chrono::hours{25});
  w.http.answers = {ports::client_response{ports::transport_errc::unknown, "reset", 0, {}, "", 0ms}};
  w.command(ports::send_message{program_says("Su pedido está listo", "k1"), {}});
  w.advance(1s);
  const auto tried = w.http.requests.size();
  w.advance(180s);
  CHECK(w.http.requests.size() == tried);
  CHECK(newest(w).status == flows::message_status::failed);
}

TEST_CASE("an approved template needs no window", "[actors][sender][window]") {
  world w{true};
  auto m = program_says("", "k1");
  m.body = flows::template_content{"pedido_listo", "es_AR", "[]"};
  w.command(ports::send_message{m, {}});
  w.advance(1s);
  REQUIRE(w.http.requests.size() == 1);
  CHECK(type_of(w.http.requests[0]) == "template");
}

TEST_CASE("who has opted out gets nothing that nobody asked for, and still gets answers", "[actors][sender][consent]") {
  world w{true};
  auto& channel = w.directory.channels[wa_main];
  channel.opt_out_words = {"baja"};
  channel.opt_in_words = {"alta"};
  w.engine->reload_directory();
  w.customer_says("BAJA", "wamid.1");
  w.advance(1s);
  auto offer = program_says("¡Oferta!", "k1");
  offer.prio = flows::priority::campaign;
  offer.needs_consent = true;
  w.command(ports::send_message{offer, {}});
  w.advance(1s);
  CHECK(newest(w).status == flows::message_status::failed);
  CHECK(newest(w).error_text.find("opted_out") == 0);
  const auto before = w.http.requests.size();
  w.command(ports::send_message{program_says("Su código es 1234", "k2"), {}}); // asked for
  w.customer_says("precio", "wamid.2");
  w.advance(1s);
  CHECK(w.http.requests.size() == before + 2);
  w.customer_says("alta", "wamid.3");
  w.advance(1s);
  offer.client_id = "k3";
  w.command(ports::send_message{offer, {}});
  w.advance(1s);
  CHECK(newest(w).status == flows::message_status::sent);
}

TEST_CASE("consent is kept with its source and its moment", "[actors][consent]") {
  world w{true};
  w.directory.channels[wa_main].opt_out_words = {"baja"};
  w.engine->reload_directory();
  w.customer_says("baja", "wamid.1");
  w.advance(1s);
  auto admin = w.store->admin();
  REQUIRE(admin);
  const auto contact =
      (*admin)->contact(flows::tenant_id{1}, ports::contact_of(*w.crypto, flows::tenant_id{1}, {"5491122223333", ""}));
  REQUIRE(contact);
  REQUIRE(*contact);
  CHECK((*contact)->consent == "opted_out");
  CHECK((*contact)->consent_source == "word");
  CHECK((*contact)->consent_at);
}

TEST_CASE("a number that the provider cannot reach is not tried again until it writes", "[actors][sender]") {
  world w{true};
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  w.http.answers = {refused(131026)};
  w.command(ports::send_message{program_says("uno", "k1"), {}});
  w.advance(1s);
  CHECK(newest(w).status == flows::message_status::failed);
  const auto tried = w.http.requests.size();
  w.command(ports::send_message{program_says("dos", "k2"), {}});
  w.advance(1s);
  CHECK(w.http.requests.size() == tried);
  CHECK(newest(w).error_text.find("undeliverable") == 0);
  w.customer_says("precio", "wamid.2");
  w.advance(1s);
  CHECK(w.http.requests.size() == tried + 1);
  CHECK(newest(w).status == flows::message_status::sent);
}

TEST_CASE("marketing that the provider holds back rests for a day, other messages go on", "[actors][sender]") {
  world w{true};
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  auto offer = program_says("¡Oferta!", "k1");
  offer.needs_consent = true;
  w.http.answers = {refused(131049)};
  w.command(ports::send_message{offer, {}});
  w.advance(1s);
  const auto tried = w.http.requests.size();
  offer.client_id = "k2";
  w.command(ports::send_message{offer, {}});
  w.advance(1s);
  CHECK(w.http.requests.size() == tried);
  CHECK(newest(w).error_text.find("resting") == 0);
  w.command(ports::send_message{program_says("Su turno es a las 9", "k3"), {}});
  w.advance(1s);
  CHECK(w.http.requests.size() == tried + 1);
}

TEST_CASE("a recipient's limit is waited for four times as long each time, and other recipients go on",
          "[actors][sender]") {
  world w{true};
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  const auto begun = w.http.requests.size();
  w.http.answers = {refused(131056), refused(131056), refused(131056)};
  w.command(ports::send_message{program_says("uno", "k1"), {}});
  w.customer_says("precio", "wamid.2", "5491100000002");
  w.advance(90s);
  CHECK(w.http.answers.empty());
  CHECK(newest(w).status == flows::message_status::sent); // in the end, after more refusals than a failure may have
  CHECK(w.http.requests.size() == begun + 5);
}

TEST_CASE("a message is tried as often as its channel's people say, five seconds apart at first",
          "[actors][sender][R119][R198]") {
  world w{true};
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  const auto begun = w.http.requests.size();
  w.http.answers = {refused(131000), refused(131000), refused(131000), refused(131000)};
  w.command(ports::send_message{program_says("uno", "k1"), {}});
  w.advance(3s);
  CHECK(w.http.requests.size() == begun + 1);
  w.advance(60s);
  CHECK(w.http.requests.size() == begun + 3);
  CHECK(newest(w).status == flows::message_status::failed);
}

TEST_CASE("a scheduled message goes at its moment, whoever writes before", "[actors][sender]") {
  world w{true};
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  const auto before = w.http.requests.size();
  auto later = program_says("Recuerde su turno", "k1");
  later.send_at = w.clock.now() + 60s;
  w.command(ports::send_message{later, {}});
  w.advance(30s);
  CHECK(w.http.requests.size() == before);
  w.customer_says("precio", "wamid.2");
  w.advance(1s);
  CHECK(w.http.requests.size() == before + 1);
  w.advance(40s);
  CHECK(w.http.requests.size() == before + 2);
  CHECK(w.sent_texts().back() == "Recuerde su turno");
}

TEST_CASE("every exchange with a provider has its line in the channel log", "[actors][log]") {
  world w{true};
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  auto admin = w.store->admin();
  REQUIRE(admin);
  const auto lines = (*admin)->exchanges(flows::tenant_id{1}, {}, {}, 10);
  REQUIRE(lines);
  REQUIRE(lines->items.size() == 2);
  const auto& sent = lines->items[0].what;
  CHECK(sent.kind == ports::exchange_kind::send);
  CHECK(sent.conversation == w.conversation());
  CHECK(sent.provider_id == "wamid.OUT1");
  CHECK(sent.status == 200);
  CHECK(sent.request.find("precios") != std::string::npos);
  const auto& came = lines->items[1].what;
  CHECK(came.kind == ports::exchange_kind::webhook);
  CHECK(came.provider_id == "wamid.1");
  CHECK(came.request.find("\"apikey\":\"***\"") != std::string::npos);
}

TEST_CASE("a customer's message is marked read at the provider when a person has read it", "[actors][sender]") {
  world w{true};
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  w.command(ports::mark_read{"wamid.1"});
  const auto body = json::document::parse(w.http.requests.back().body);
  REQUIRE(body);
  CHECK(body->root()["status"].text() == "read");
  CHECK(body->root()["message_id"].text() == "wamid.1");
}
