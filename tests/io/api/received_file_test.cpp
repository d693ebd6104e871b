#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

using some = std::vector<std::string>;

std::string path_of(flows::conversation_id id) { return "/api/v1/conversations/" + flows::to_string(id.value()); }

/// A customer has sent a picture, which the provider calls `m1`.
void want(world& w, flows::conversation_id id) {
  ports::batch b;
  flows::media_content what;
  what.media_id = "m1";
  what.filename = "foto.png";
  b.media_wanted.push_back({acme, w.channel("wa_main"), id, what, w.clock.now()});
  REQUIRE(w.lane->apply(b));
}

/// How fetching it went.
void tell(world& w, ports::media_fact fact) {
  fact.channel = w.channel("wa_main");
  fact.media_id = "m1";
  ports::batch b;
  b.media.push_back(std::move(fact));
  REQUIRE(w.lane->apply(b));
}

ports::exchange exchange_of(const world& w, flows::channel_id channel, ports::exchange_kind kind, bool failed) {
  ports::exchange e;
  e.tenant = acme;
  e.channel = channel;
  e.at = w.clock.now();
  e.kind = kind;
  e.failed = failed;
  e.method = "POST";
  e.url = "https://graph.test/v25.0/1001/messages";
  e.status = failed ? 400 : 200;
  e.provider_id = failed ? "" : "wamid.1";
  e.request = R"({"to":"549"})";
  e.note = failed ? "the token has expired" : "";
  return e;
}

} // namespace

TEST_CASE("a file that is still being fetched is said to be, and when it is tried next", "[files]") {
  world w;
  const auto id = w.talk("5491155550100");
  want(w, id);
  const auto path = path_of(id) + "/files/m1";
  const auto agent = w.as(ports::role::agent);
  const auto r = w.send("GET", path, agent);
  CHECK(r.status == 202);
  CHECK(!header_of(r, "Retry-After").empty());
  CHECK(read(r.body).root()["state"].text() == "wanted");
  CHECK(read(r.body).root()["next_attempt_at"].text());
  w.ask(409, "POST", path + "/retry", agent);
}

TEST_CASE("a file that could not be fetched says why, and a person can have it tried again", "[files]") {
  world w;
  const auto id = w.talk("5491155550100");
  want(w, id);
  ports::media_fact fact;
  fact.state = ports::media_state::failed;
  fact.attempts = 6;
  fact.error = "the provider has it no longer";
  tell(w, fact);
  const auto path = path_of(id) + "/files/m1";
  const auto agent = w.as(ports::role::agent);
  const auto gone = w.ask(410, "GET", path, agent);
  CHECK(gone.root()["reason"].text() == "the provider has it no longer");
  CHECK(gone.root()["attempts"].integer() == 6);
  CHECK(w.ask(200, "POST", path + "/retry", agent).root()["state"].text() == "wanted");
  w.ask(202, "GET", path, agent);
}

TEST_CASE("a file that was fetched is opened by a link, in its conversation only", "[files]") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto other = w.talk("5491155550200");
  want(w, id);
  ports::media_fact fact;
  fact.state = ports::media_state::stored;
  ports::asset_row asset;
  asset.tenant = acme;
  asset.id = w.blobs.put(acme, "bytes").value();
  asset.mime_type = "image/png";
  asset.size = 5;
  asset.created_at = asset.used_at = w.clock.now();
  fact.asset = asset;
  tell(w, fact);
  const auto agent = w.as(ports::role::agent);
  const auto r = w.send("GET", path_of(id) + "/files/m1", agent);
  REQUIRE(r.status == 302);
  const auto bytes = w.send("GET", header_of(r, "Location"));
  CHECK(bytes.body == "bytes");
  CHECK(header_of(bytes, "Content-Type") == "image/png");
  CHECK(header_of(bytes, "Content-Disposition").find("foto.png") != std::string::npos);
  w.ask(404, "GET", path_of(other) + "/files/m1", agent);
  w.ask(404, "GET", path_of(id) + "/files/m2", agent);
  CHECK(w.send("GET", path_of(id) + "/files/m1", w.as(ports::role::owner, rival)).status == 404);
  w.blobs.files.clear();
  CHECK(w.send("GET", header_of(r, "Location")).status == 410);
}

TEST_CASE("the channel log is read newest first, by kind, failure and message", "[log]") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto channel = w.channel("wa_main");
  using kind = ports::exchange_kind;
  REQUIRE(w.admin->add_exchange(exchange_of(w, channel, kind::send, false)));
  auto failed = exchange_of(w, channel, kind::send, true);
  failed.conversation = id;
  failed.out = flows::out_id{id, 1, 0};
  REQUIRE(w.admin->add_exchange(failed));
  REQUIRE(w.admin->add_exchange(exchange_of(w, channel, kind::manage, false)));
  const auto admin = w.as(ports::role::admin);
  const std::string log = "/api/v1/channels/wa_main/log";
  const auto kinds = [&](const std::string& query) {
    some out;
    const auto page = w.ask(200, "GET", log + query, admin);
    for (const auto e : page.root()["items"].items())
      out.emplace_back(std::string{*e["kind"].text()} + (*e["failed"].boolean() ? "!" : ""));
    return out;
  };
  CHECK(kinds("") == some{"manage", "send!", "send"});
  CHECK(kinds("?kind=send") == some{"send!", "send"});
  CHECK(kinds("?failed=true") == some{"send!"});
  CHECK(kinds("?provider_id=wamid.1&kind=send") == some{"send"});
  CHECK(kinds("?message=" + flows::to_string(*failed.out)) == some{"send!"});
  CHECK(kinds("?conversation_id=" + flows::to_string(id.value())) == some{"send!"});
  const auto first = w.ask(200, "GET", log + "?limit=1", admin);
  const auto next = std::string{*first.root()["next"].text()};
  CHECK(kinds("?limit=1&after=" + next) == some{"send!"});
  const auto of_talk = w.ask(200, "GET", path_of(id) + "/log", admin);
  REQUIRE(of_talk.root()["items"].items().size() == 1);
  CHECK(of_talk.root()["items"].items().at(0)["note"].text() == "the token has expired");
  CHECK(of_talk.root()["items"].items().at(0)["channel"].text() == "wa_main");
}

TEST_CASE("who may not read the channel log, and what it cannot be asked", "[log]") {
  world w;
  const auto id = w.talk("5491155550100");
  const std::string log = "/api/v1/channels/wa_main/log";
  CHECK(w.send("GET", log, w.as(ports::role::agent)).status == 403);
  CHECK(w.send("GET", log, w.as(ports::role::owner, rival)).status == 404);
  CHECK(w.send("GET", path_of(id) + "/log", w.as(ports::role::owner, rival)).status == 404);
  const auto admin = w.as(ports::role::admin);
  CHECK(fields_of(w.ask(422, "GET", log + "?kind=fax&failed=no&message=x&conversation_id=y", admin))
        == some{"kind", "conversation_id", "message", "failed"});
  CHECK(fields_of(w.ask(422, "GET", log + "?limit=0", admin)) == some{"limit"});
}

TEST_CASE("a conversation is read by a person: nothing of it is unread, and the provider is told", "[log]") {
  world w;
  const auto id = w.talk("5491155550100");
  const auto agent = w.as(ports::role::agent);
  CHECK(w.ask(200, "GET", path_of(id), agent).root()["unread"].integer() == 1);
  const auto r = w.ask(200, "POST", path_of(id) + "/read", agent);
  CHECK(r.root()["unread"].integer() == 0);
  CHECK(r.root()["told"].boolean() == true);
  CHECK(w.ask(200, "GET", path_of(id), agent).root()["unread"].integer() == 0);
  REQUIRE(w.engine.commands.size() == 1);
  CHECK_FALSE(std::get<ports::mark_read>(w.engine.commands.at(0).what).provider_id.empty());
  CHECK(w.ask(200, "POST", path_of(id) + "/read", agent, R"({"tell_provider":false})").root()["told"].boolean()
        == false);
  CHECK(w.engine.commands.size() == 1);
  CHECK(fields_of(w.ask(422, "POST", path_of(id) + "/read", agent, R"({"tell_provider":"no"})"))
        == some{"tell_provider"});
  CHECK(w.send("POST", path_of(id) + "/read", w.as(ports::role::analyst)).status == 403);
}
