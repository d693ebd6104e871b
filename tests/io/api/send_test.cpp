#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string send_path = "/api/messages/send";

headers sender(world& w) { return w.with_key({"conversations:write"}); }

} // namespace

TEST_CASE("POST /api/messages/send queues a text for a number") {
  world w;
  const auto r =
      w.send("POST", send_path, sender(w),
             R"({"channel_id":"wa_main","to":"+5215555555555","type":"text","text":"hola","client_id":"abc"})");
  CHECK(r.status == 200);
  CHECK(r.body == R"({"queued":true,"client_id":"abc"})");
  REQUIRE(w.engine.commands.size() == 1);
  CHECK(w.engine.commands[0].to.wa_id == "5215555555555");
  const auto& m = std::get<ports::send_message>(w.engine.commands[0].what).message;
  CHECK(std::get<flows::text_content>(m.body).body == "hola");
  CHECK(m.client_id == "abc");
}

TEST_CASE("POST /api/messages/send queues a template, in each way of naming it") {
  world w;
  const auto key = sender(w);
  const std::string head = R"({"channel_id":"wa_main","to":"5215555555555","type":"template","template":)";
  w.ask(200, "POST", send_path, key, head + R"("promo"})");
  w.ask(200, "POST", send_path, key, head + R"({"name":"promo","language":"pt_BR","components":[{"type":"body"}]}})");
  w.ask(200, "POST", send_path, key, head + R"({"name":"promo","language":{"code":"en"}}})");
  std::vector<std::string> languages;
  for (const auto& c : w.engine.commands) {
    const auto& t = std::get<flows::template_content>(std::get<ports::send_message>(c.what).message.body);
    CHECK(t.name == "promo");
    languages.push_back(t.language);
  }
  CHECK(languages == std::vector<std::string>{"es", "pt_BR", "en"});
  CHECK(std::get<flows::template_content>(std::get<ports::send_message>(w.engine.commands[1].what).message.body)
            .components_json
        == R"([{"type":"body"}])");
}

TEST_CASE("without a client_id it is cli_<ms>, never the same twice") {
  world w;
  const auto key = sender(w);
  const std::string body = R"({"channel_id":"wa_main","to":"5215555555555","type":"text","text":"hola"})";
  const auto first = w.ask(200, "POST", send_path, key, body);
  const auto second = w.ask(200, "POST", send_path, key, body);
  const auto ms = flows::to_unix_ms(w.clock.now());
  CHECK(first.root()["client_id"].text() == "cli_" + std::to_string(ms));
  CHECK(second.root()["client_id"].text() == "cli_" + std::to_string(ms + 1));
}

TEST_CASE("a client_id that has been said already sends nothing again") {
  world w;
  const auto id = w.talk("5215555555555");
  ports::batch b;
  ports::turn_write t;
  t.conversation = id;
  t.turn = flows::turn_id{w.crypto->row_uuid(1)};
  t.epoch = w.lane->epoch();
  t.base_version = 1;
  const auto row = w.admin->conversation(acme, id);
  t.summary = (*row)->summary;
  ports::message_row line;
  line.seq = 3;
  line.at = w.clock.now();
  line.dir = flows::direction::outbound;
  line.by = flows::author::system;
  line.type = "text";
  line.body = w.codec->encode(flows::content{flows::text_content{"hola"}});
  line.client_id = "abc";
  t.messages.push_back(line);
  b.turns.push_back(t);
  REQUIRE(w.lane->apply(b)->turns.at(0) == ports::verdict::ok);
  const auto r =
      w.send("POST", send_path, sender(w),
             R"({"channel_id":"wa_main","to":"5215555555555","type":"text","text":"hola","client_id":"abc"})");
  CHECK(r.status == 200);
  CHECK(r.body == R"({"queued":true,"client_id":"abc"})");
  CHECK(w.engine.commands.empty());
}

TEST_CASE("a send that names nobody or nothing is refused by field") {
  world w;
  const auto refused = [&](const std::string& body) {
    return fields_of(w.ask(422, "POST", send_path, sender(w), body));
  };
  CHECK(refused("{}") == std::vector<std::string>{"channel_id", "to", "type", "text"});
  CHECK(refused(R"({"channel_id":"wa_rival","to":"abc","type":"text","text":"x"})")
        == std::vector<std::string>{"channel_id", "to"});
  CHECK(
      refused(
          R"({"channel_id":"wa_main","to":"5215555555555","type":"template","template":{"language":1,"components":"x"}})")
      == std::vector<std::string>{"template.name", "template.language", "template.components"});
  CHECK(w.engine.commands.empty());
}

TEST_CASE("R016: in development a program on this machine sends without Authorization, nobody else does") {
  world w;
  w.config.security.development = true;
  w.open_doors();
  const std::string hello = R"({"channel_id":"wa_main","to":"+5215555555555","type":"text","text":"hola"})";
  const headers here{{"X-Test-Address", "127.0.0.1"}};
  CHECK(w.send("POST", send_path, here, hello).status == 200);
  CHECK(w.send("POST", send_path, {{"X-Test-Address", "192.0.2.7"}}, hello).status == 401);
  CHECK(w.send("POST", send_path, {{"X-Test-Address", "127.0.0.1"}, {"Origin", "https://evil.test"}}, hello).status
        == 401);
  CHECK(w.send("POST", send_path, {{"X-Test-Address", "127.0.0.1"}, {"Authorization", "Bearer chk_no"}}, hello).status
        == 401);
  w.config.security.development = false;
  w.open_doors();
  CHECK(w.send("POST", send_path, here, hello).status == 401);
}

TEST_CASE("R057: an unknown type is refused with one reason") {
  world w;
  const auto p = w.ask(422, "POST", send_path, sender(w),
                       R"({"channel_id":"wa_main","to":"+5215555555555","type":"hologram","text":"hola"})");
  CHECK(fields_of(p) == std::vector<std::string>{"type"});
  CHECK(w.engine.commands.empty());
}
