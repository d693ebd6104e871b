#include "flow_given.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

flows::inbound_message word(const std::string& text, const std::string& from = "5491155550100") {
  flows::inbound_message m;
  m.provider_id = "wamid.poison";
  m.from = {from, {}};
  m.sent_at = flows::from_unix_ms(1'795'000'000'000);
  m.body = flows::text_content{text};
  return m;
}

/// A message of acme's customer that was given up; the path of its dead letter.
std::string bury(world& w, const flows::cause_body& body) {
  const auto id = w.talk("5491155550100");
  ports::inbox_append cause;
  cause.tenant = acme;
  cause.channel = w.channel("wa_main");
  cause.conversation = id;
  cause.provider_time = w.clock.now();
  cause.key[1] = 9;
  cause.kind = flows::kind_name(body);
  cause.body = w.codec->encode(body);
  ports::batch b;
  b.appends.push_back(cause);
  const auto row = *w.lane->apply(b)->appends.at(0);
  ports::batch c;
  c.dead_letters.push_back({acme,
                            id,
                            {row},
                            {},
                            "flow.loop",
                            "it goes in circles",
                            R"([{"node":"a","what":"step","detail":"send_text"}])",
                            w.clock.now(),
                            {}});
  REQUIRE(w.lane->apply(c)->dead_letters.at(0));
  return "/api/v1/dead-letters/" + std::to_string(w.admin->dead_letters(acme, "open", "", 10)->items.at(0).id);
}

std::string with_body(const world& w, const flows::cause_body& c) { return R"({"body":)" + w.codec->encode(c) + "}"; }

} // namespace

TEST_CASE("a dead letter shows how far its decision came") {
  world w;
  const auto path = bury(w, word("hola"));
  const auto seen = w.ask(200, "GET", path, w.as(ports::role::admin));
  CHECK(seen.root()["trace"].items().at(0)["node"].text() == "a");
  CHECK(seen.root()["body"]["kind"].text() == "inbound_message");
  CHECK(w.ask(200, "GET", path, w.with_key({"dead-letters:read"})).root()["body"].kind() == json::kind::null);
}

TEST_CASE("a dead letter that was corrected goes back into the inbox as it is now") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = bury(w, word("hola"));
  w.ask(200, "POST", path + "/redrive", admin, with_body(w, word("precio")));
  const auto reader = w.rows->reader();
  REQUIRE(reader);
  const auto id = ports::conversation_of(*w.crypto, w.channel("wa_main"), {"5491155550100", {}});
  const auto pending = (*reader)->pending(id, 10);
  REQUIRE(pending);
  REQUIRE(pending->size() == 1);
  CHECK(w.codec->decode_cause(pending->front().body) == flows::cause_body{word("precio")});
  CHECK(w.send("POST", path + "/redrive", admin).status == 409);
}

TEST_CASE("a correction makes nothing else of a dead letter, and gives it to nobody else") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = bury(w, word("hola"));
  CHECK(fields_of(w.ask(422, "POST", path + "/redrive", admin, R"({"body":{"v":1,"kind":"nonsense"}})"))
        == std::vector<std::string>{"body.kind"});
  CHECK(fields_of(w.ask(422, "POST", path + "/redrive", admin, with_body(w, flows::status_changed{})))
        == std::vector<std::string>{"body.kind"});
  CHECK(fields_of(w.ask(422, "POST", path + "/redrive", admin, with_body(w, word("hola", "5491155550999"))))
        == std::vector<std::string>{"body"});
  CHECK(fields_of(w.ask(422, "POST", path + "/redrive", admin, R"({"body":7,"why":1})"))
        == std::vector<std::string>{"body", "why"});
  CHECK(w.admin->dead_letters(acme, "open", "", 10)->items.size() == 1);
}

TEST_CASE("what a dead letter would lead to is shown, and nothing of it is done") {
  world w;
  const auto admin = w.as(ports::role::admin);
  add_live(w, admin, greeting("Buenas"));
  const auto path = bury(w, word("hola"));
  const auto silent = w.ask(200, "POST", path + "/preview", admin);
  CHECK(silent.root()["mode"].text() == "paused");
  CHECK(silent.root()["bubbles"].items().empty());
  const auto seen = w.ask(200, "POST", path + "/preview", admin, R"({"as_bot":true})");
  REQUIRE(seen.root()["bubbles"].items().size() == 1);
  CHECK(seen.root()["bubbles"].items()[0]["line"].text() == "text: Buenas");
  CHECK(seen.root()["error"].kind() == json::kind::null);
  CHECK(!seen.root()["trace"].items().empty());
  CHECK(w.admin->dead_letters(acme, "open", "", 10)->items.size() == 1);
  CHECK(w.engine.commands.empty());
  const auto stranger = w.as(ports::role::admin, rival);
  for (const std::string rest : {"/preview", "/redrive"})
    CHECK(w.send("POST", path + rest, stranger).status == 404);
}
