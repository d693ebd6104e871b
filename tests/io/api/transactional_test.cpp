#include "fixture.hpp"
#include "sent.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

using names = std::vector<std::string>;

const std::string path = "/api/v1/messages";

headers sender(world& w) { return w.with_key({"messages:send"}); }

std::string to_ana(const std::string& more) { return R"({"to":"+54 9 11 5555-0100",)" + more + '}'; }

} // namespace

TEST_CASE("a program sends a text: a transactional message of the system, kept as a task") {
  world w;
  const auto r = w.send("POST", path, sender(w), to_ana(R"("text":"Su pedido salió","client_id":"order-1")"));
  CHECK(r.status == 202);
  CHECK(r.body == R"({"task_id":"order-1","status":"PENDING"})");
  REQUIRE(w.engine.commands.size() == 1);
  const auto& c = w.engine.commands[0];
  CHECK(c.to.wa_id == "5491155550100");
  const auto& s = sent(w);
  CHECK(std::get<flows::text_content>(s.message.body).body == "Su pedido salió");
  CHECK(s.message.by == flows::author::system);
  CHECK(s.message.prio == flows::priority::transactional);
  CHECK(!s.message.needs_consent);
  CHECK(!s.message.once);
  REQUIRE(s.submitted);
  CHECK(s.submitted->client_id == "order-1");
  CHECK(s.submitted->to == "+54 9 11 5555-0100");
  CHECK(s.submitted->channel_key == "wa_main");
  CHECK(s.submitted->api_key != 0);
  CHECK(s.submitted->fingerprint.size() == 64);
}

TEST_CASE("a person sends by the same route as a person, with a task of its own") {
  world w;
  w.ask(202, "POST", path, w.as(ports::role::agent), to_ana(R"("text":"hola")"));
  CHECK(sent(w).message.by == flows::author::human);
  CHECK(sent(w).submitted->api_key == 0);
  w.ask(403, "POST", path, w.as(ports::role::analyst), to_ana(R"("text":"hola")"));
  w.ask(403, "POST", path, w.with_key({"contacts:read"}), to_ana(R"("text":"hola")"));
  w.ask(401, "POST", path, {}, to_ana(R"("text":"hola")"));
  CHECK(w.engine.commands.size() == 1);
}

TEST_CASE("what may be said of when and how it goes reaches the engine") {
  world w;
  const auto now = w.clock.now();
  w.ask(202, "POST", path, sender(w),
        to_ana(R"("text":"x","send_at":"2026-11-30T09:00:00-03:00","expires_at":"2026-12-01T00:00:00Z","once":true,)"
               R"("priority":"campaign","reply_to":"wamid.1")"));
  const auto& m = sent(w).message;
  CHECK(m.send_at == flows::from_unix_ms(1'796'040'000'000));
  CHECK(*m.send_at > now);
  CHECK(m.expires_at > m.send_at);
  CHECK(m.once);
  CHECK(m.prio == flows::priority::campaign);
  CHECK(m.needs_consent); // nobody asked for a campaign
  CHECK(m.reply_to == "wamid.1");
  CHECK(sent(w).submitted->send_at == m.send_at);
}

TEST_CASE("consent is needed for what was not asked for, and only then") {
  world w;
  const auto needs = [&](const std::string& terms) {
    w.ask(202, "POST", path, sender(w), to_ana(R"("text":"x")" + terms));
    return sent(w).message.needs_consent;
  };
  CHECK(!needs(""));
  CHECK(!needs(R"(,"priority":"reply")"));
  CHECK(needs(R"(,"requested":false)"));
  CHECK(needs(R"(,"priority":"follow_up")"));
  CHECK(!needs(R"(,"priority":"follow_up","requested":true)"));
}

TEST_CASE("the same key with the same message gives the same answer and sends nothing again") {
  world w;
  const auto key = sender(w);
  const auto first = w.send("POST", path, key, to_ana(R"("text":"hola","client_id":"k1")"));
  keep(w);
  const auto again = w.send("POST", path, key, R"({"client_id":"k1","to":"5491155550100","text":"hola"})");
  CHECK(again.status == 202);
  CHECK(again.body == first.body);
  CHECK(w.engine.commands.size() == 1);
}

TEST_CASE("the same key with another message is a conflict, whatever is other") {
  world w;
  const auto key = sender(w);
  w.ask(202, "POST", path, key, to_ana(R"("text":"hola","client_id":"k1")"));
  keep(w);
  for (const std::string other : {R"({"to":"5491155550100","text":"otra","client_id":"k1"})",
                                  R"({"to":"5491155550101","text":"hola","client_id":"k1"})",
                                  R"({"to":"5491155550100","text":"hola","client_id":"k1","priority":"reply"})",
                                  R"({"to":"5491155550100","text":"hola","client_id":"k1","once":true})"}) {
    const auto p = w.ask(409, "POST", path, key, other);
    CHECK(p.root()["type"].text().value_or("").ends_with("idempotency_conflict"));
    CHECK(fields_of(p) == names{"client_id"});
  }
  CHECK(w.engine.commands.size() == 1);
}

TEST_CASE("a key is the tenant's own") {
  world w;
  w.ask(202, "POST", path, sender(w), to_ana(R"("text":"hola","client_id":"k1")"));
  keep(w);
  w.ask(202, "POST", path, w.with_key({"messages:send"}, rival), to_ana(R"("text":"otra","client_id":"k1")"));
  CHECK(w.engine.commands.size() == 2);
}

TEST_CASE("the header Idempotency-Key is the key of a body without one") {
  world w;
  auto key = sender(w);
  key.push_back({"Idempotency-Key", "from-header"});
  CHECK(w.ask(202, "POST", path, key, to_ana(R"("text":"x")")).root()["task_id"].text() == "from-header");
  CHECK(w.ask(202, "POST", path, key, to_ana(R"("text":"x","client_id":"own")")).root()["task_id"].text() == "own");
  key.back().value = std::string(129, 'x');
  CHECK(fields_of(w.ask(422, "POST", path, key, to_ana(R"("text":"x")"))) == names{"client_id"});
}

TEST_CASE("a repetition after its moment is still a repetition; a new message for the past is refused") {
  world w;
  const auto key = sender(w);
  const auto body = to_ana(R"("text":"x","client_id":"k1","send_at":"2026-11-30T09:00:00Z")");
  w.ask(202, "POST", path, key, body);
  keep(w);
  w.clock.at += std::chrono::hours{24 * 30};
  w.ask(202, "POST", path, key, body);
  CHECK(w.engine.commands.size() == 1);
  CHECK(fields_of(w.ask(422, "POST", path, key, to_ana(R"("text":"x","send_at":"2026-11-30T09:00:00Z")")))
        == names{"send_at"});
}

TEST_CASE("bad terms are refused by field") {
  world w;
  const auto refused = [&](const std::string& terms) {
    return fields_of(w.ask(422, "POST", path, sender(w), to_ana(R"("text":"x",)" + terms)));
  };
  CHECK(refused(R"("send_at":"mañana")") == names{"send_at"});
  CHECK(refused(R"("send_at":"2030-01-01T00:00:00Z")") == names{"send_at"});
  CHECK(refused(R"("expires_at":"2020-01-01T00:00:00Z")") == names{"expires_at"});
  CHECK(refused(R"("send_at":"2026-12-02T00:00:00Z","expires_at":"2026-12-01T00:00:00Z")") == names{"expires_at"});
  CHECK(refused(R"("priority":"human")") == names{"priority"});
  CHECK(refused(R"("priority":"failure")") == names{"priority"});
  CHECK(refused(R"("once":"yes","requested":1)") == names{"requested", "once"});
  CHECK(refused(R"("prio":"reply")") == names{"prio"});
  CHECK(refused(R"("client_id":")" + std::string(129, 'x') + '"') == names{"client_id"});
  CHECK(w.engine.commands.empty());
}

TEST_CASE("a recipient or a channel that is none is refused by field") {
  world w;
  const auto refused = [&](const std::string& body) { return fields_of(w.ask(422, "POST", path, sender(w), body)); };
  CHECK(refused("{}") == names{"to", "text"});
  CHECK(refused(R"({"to":"0800-CALL","text":"x"})") == names{"to"});
  CHECK(refused(R"({"to":"5491155550100","text":"x","channel":"wa_rival"})") == names{"channel"});
  auto row = w.admin->channels()->at(0);
  REQUIRE(row.key == "wa_main");
  row.status = "stopped";
  REQUIRE(w.admin->update_channel(row));
  w.open_doors();
  CHECK(refused(R"({"to":"5491155550100","text":"x","channel":"wa_main"})") == names{"channel"});
  CHECK(refused(R"({"to":"5491155550100","text":"x"})") == names{"channel"});
  CHECK(w.engine.commands.empty());
}

TEST_CASE("with several channels the request must name one") {
  world w;
  ports::channel_row second;
  second.tenant = acme;
  second.key = "wa_second";
  second.phone_number_id = "1002";
  REQUIRE(w.admin->add_channel(second));
  w.open_doors();
  CHECK(fields_of(w.ask(422, "POST", path, sender(w), to_ana(R"("text":"x")"))) == names{"channel"});
  w.ask(202, "POST", path, sender(w), to_ana(R"("text":"x","channel":"wa_second")"));
  CHECK(w.engine.commands[0].channel.key == "wa_second");
}

TEST_CASE("an engine that cannot take it answers 503, and the key can be used again") {
  world w;
  const auto key = sender(w);
  w.engine.command_answer.how = ports::command_result::outcome::overloaded;
  const auto r = w.send("POST", path, key, to_ana(R"("text":"x","client_id":"k1")"));
  CHECK(r.status == 503);
  CHECK(!header_of(r, "Retry-After").empty());
  w.engine.command_answer.how = ports::command_result::outcome::done;
  w.ask(202, "POST", path, key, to_ana(R"("text":"y","client_id":"k1")"));
}

TEST_CASE("a batch: the good ones go, the others say why, each by its place") {
  world w;
  const auto p =
      w.ask(202, "POST", path, sender(w),
            R"({"messages":[{"to":"5491155550100","text":"a","client_id":"b0"},{"to":"x","text":"b"},7,)"
            R"({"to":"5491155550102","type":"image","media":{"url":"https://x.test/a.png"},"client_id":"b3"}]})");
  const auto items = p.root()["items"].items();
  REQUIRE(items.size() == 4);
  CHECK(items[0]["task_id"].text() == "b0");
  CHECK(items[1]["error"]["errors"].items().at(0)["field"].text() == "to");
  CHECK(items[2]["error"]["status"].integer() == 422);
  CHECK(items[3]["task_id"].text() == "b3");
  CHECK(p.root()["accepted"].integer() == 2);
  CHECK(p.root()["refused"].integer() == 2);
  CHECK(w.engine.commands.size() == 2);
}

TEST_CASE("a batch under one Idempotency-Key has a key for each message") {
  world w;
  auto key = sender(w);
  key.push_back({"Idempotency-Key", "batch"});
  w.ask(202, "POST", path, key,
        R"({"messages":[{"to":"5491155550100","text":"a"},{"to":"5491155550101","text":"b"}]})");
  REQUIRE(w.engine.commands.size() == 2);
  CHECK(sent(w, 0).message.client_id == "batch.0");
  CHECK(sent(w, 1).message.client_id == "batch.1");
}

TEST_CASE("a batch of which nothing goes answers with the first reason's status; an empty or too long one is refused") {
  world w;
  w.ask(422, "POST", path, sender(w), R"({"messages":[{"to":"x","text":"b"}]})");
  CHECK(fields_of(w.ask(422, "POST", path, sender(w), R"({"messages":[]})")) == names{"messages"});
  CHECK(fields_of(w.ask(422, "POST", path, sender(w), R"({"messages":"x"})")) == names{"messages"});
  std::string many;
  for (int i = 0; i < 101; ++i)
    many += R"({"to":"5491155550100","text":"a"},)";
  many.pop_back();
  CHECK(fields_of(w.ask(422, "POST", path, sender(w), R"({"messages":[)" + many + "]}")) == names{"messages"});
  CHECK(w.engine.commands.empty());
}
