#include "fixture.hpp"

#include "io/api/resources.hpp"

#include <set>

using namespace charla;
using namespace charla::api_test;

namespace {

void replace(std::string& in, const std::string& what, const std::string& with) {
  if (const auto at = in.find(what); at != std::string::npos) in.replace(at, what.size(), with);
}

/// What stands in acme's rows, so that every route has something of acme's to ask for.
struct acme_rows {
  explicit acme_rows(world& w) {
    const auto id = w.talk("5491155550100");
    conversation = flows::to_string(id.value());
    contact = flows::to_string(ports::contact_of(*w.crypto, acme, {"5491155550100", {}}).value());
    ports::user_row u;
    u.tenant = acme;
    u.email = "victim@acme.test";
    user = std::to_string(w.admin->add_user(u)->id.value());
    ports::api_key_row k;
    k.tenant = acme;
    k.hash = w.crypto->sha256("nobody's");
    key = std::to_string(w.admin->add_api_key(k)->id);
    ports::flow_row f;
    f.tenant = acme;
    f.graph = "{}";
    flow = std::to_string(w.admin->add_flow_version(f)->id.value());
    ports::actor_info a;
    a.id = 5;
    a.type = "conversation";
    a.name = "conversation/" + conversation;
    w.engine.tree.actors.push_back(a);
    w.engine.inside[id] = {};
    ports::webhook_row hook;
    hook.id = ports::webhook_id{w.crypto->row_uuid(1)};
    hook.tenant = acme;
    hook.url = "https://victim.acme.test/hook";
    hook.secret = "s";
    REQUIRE(w.admin->add_webhook(hook));
    webhook = flows::to_string(hook.id.value());
    const auto told = w.crypto->row_uuid(2);
    REQUIRE(w.admin->add_delivery(acme, hook.id, {told, "webhook.test", w.clock.now(), "{}"}) == true);
    delivery = ports::event_name(told);
    ports::resource_row room;
    room.id = ports::resource_id{w.crypto->row_uuid(3)};
    room.tenant = acme;
    room.name = "victim's room";
    REQUIRE(w.admin->add_resource(room));
    resource = flows::to_string(room.id.value());
    ports::appointment_row booked;
    booked.id = ports::appointment_id{w.crypto->row_uuid(4)};
    booked.tenant = acme;
    booked.resource = room.id;
    booked.title = "victim's visit";
    booked.starts_at = w.clock.now() + std::chrono::hours{1};
    booked.ends_at = booked.starts_at + std::chrono::hours{1};
    REQUIRE(w.admin->book(booked, {}, {})->how == ports::booking::outcome::done);
    appointment = flows::to_string(booked.id.value());
  }

  [[nodiscard]] std::string path_of(const api::endpoint& e) const {
    std::string path{e.pattern};
    replace(path, "{key}", "wa_main");
    if (path.find("/conversations/") != std::string::npos) replace(path, "{id}", conversation);
    if (path.find("/contacts/") != std::string::npos) replace(path, "{id}", contact);
    if (path.find("/users/") != std::string::npos) replace(path, "{id}", user);
    if (path.find("/keys/") != std::string::npos) replace(path, "{id}", key);
    if (path.find("/flows/") != std::string::npos) replace(path, "{id}", flow);
    if (path.find("/actors/") != std::string::npos) replace(path, "{id}", "5");
    if (path.find("/webhooks/") != std::string::npos) replace(path, "{id}", webhook);
    if (path.find("/resources/") != std::string::npos) replace(path, "{id}", resource);
    if (path.find("/appointments/") != std::string::npos) replace(path, "{id}", appointment);
    replace(path, "{delivery}", delivery);
    replace(path, "{n}", "1");
    replace(path, "{id}", "1"); // tenants, dead letters
    return path;
  }

  std::string conversation, contact, user, key, flow, webhook, delivery, resource, appointment;
};

/// A body that passes where one is needed.
std::string body_of(const api::endpoint& e) {
  if (e.method == "GET" || e.method == "DELETE") return {};
  if (e.pattern == "/api/v1/conversations/{id}/messages") return R"({"text":"hola"})";
  if (e.pattern == "/api/messages/send")
    return R"({"channel_id":"wa_main","to":"5491155550100","type":"text","text":"hola"})";
  if (e.pattern == "/api/v1/conversations/{id}/status") return R"({"status":"resolved"})";
  if (e.pattern == "/api/v1/actors/{id}/commands") return R"({"command":"restart","reason":"test"})";
  if (e.pattern == "/api/v1/flows/{id}/activate") return R"({"version":1})";
  if (e.pattern == "/api/v1/dead-letters/{id}/discard") return R"({"reason":"test"})";
  if (e.pattern == "/api/v1/webhooks") return R"({"url":"https://hooks.example.com/"})";
  if (e.pattern == "/api/v1/webhooks/{id}/replay") return R"({"since":"2026-01-01T00:00:00Z"})";
  if (e.pattern == "/api/v1/simulate/inbound") return R"({"text":"hola"})";
  return "{}";
}

std::vector<std::string> every_scope() {
  std::vector<std::string> all;
  for (const auto& r : api::permission_matrix())
    all.emplace_back(r.name);
  return all;
}

constexpr auto roles = {ports::role::owner, ports::role::admin, ports::role::agent, ports::role::analyst};

bool is_guarded(const api::endpoint& e) { return e.needs != api::right::open; }

} // namespace

TEST_CASE("no guarded route answers somebody who is not signed in") {
  world w;
  const acme_rows rows{w};
  int tried = 0;
  for (const auto& e : api::all_endpoints()) {
    if (!is_guarded(e)) continue;
    INFO(e.method << " " << e.pattern);
    const auto r = w.send(std::string{e.method}, rows.path_of(e), {}, body_of(e));
    CHECK(r.status == 401);
    CHECK(header_of(r, "WWW-Authenticate") == "Bearer");
    CHECK(w.send(std::string{e.method}, rows.path_of(e), {{"Authorization", "Bearer chk_wrong"}}, body_of(e)).status
          == 401);
    ++tried;
  }
  CHECK(tried > 35);
  CHECK(w.engine.commands.empty());
}

TEST_CASE("what is not behind a sign-in is a short list") {
  std::vector<std::string> open;
  for (const auto& e : api::all_endpoints())
    if (!is_guarded(e)) open.push_back(std::string{e.method} + " " + std::string{e.pattern});
  CHECK(open
        == std::vector<std::string>{"GET /api/healthz",
                                    "GET /healthz",
                                    "GET /health",
                                    "GET /ready",
                                    "GET /internal/status",
                                    "GET /metrics",
                                    "GET /api/webhooks/whatsapp",
                                    "POST /api/webhooks/whatsapp",
                                    "GET /api/webhooks/{channel}",
                                    "POST /api/webhooks/{channel}",
                                    "POST /api/webhooks/{channel}/{event*}",
                                    "POST /webhook/ycloud",
                                    "POST /api/v1/session",
                                    "GET /sign-in/{token}",
                                    "GET /api/v1/setup",
                                    "POST /api/v1/setup",
                                    "GET /files/{token}",
                                    "GET /api/openapi.json",
                                    "GET /",
                                    "GET /{path*}"});
}

TEST_CASE("each route lets in exactly the roles of the matrix") {
  for (const auto role : roles) {
    world w;
    const acme_rows rows{w};
    for (const auto& e : api::all_endpoints()) {
      if (!is_guarded(e) || e.pattern == "/api/v1/session") continue;
      INFO(ports::name_of(role) << ": " << e.method << " " << e.pattern);
      const auto status = w.send(std::string{e.method}, rows.path_of(e), w.as(role), body_of(e)).status;
      CHECK(status != 401);
      CHECK((status == 403) == !api::role_may(role, e.needs));
    }
  }
}

TEST_CASE("a key opens what its scopes name, what they include and nothing else") {
  const std::set<std::pair<std::string_view, std::string_view>> included{
      {"conversations:read", "messages:read"}, // keys from before sends had scopes of their own
      {"conversations:write", "messages:send"},
      {"conversations:write", "messages:read"},
      {"messages:send", "messages:read"}, // whoever sends may ask what became of it
  };
  world w;
  const acme_rows rows{w};
  for (const auto& granted : api::permission_matrix()) {
    const auto key = w.with_key({std::string{granted.name}});
    for (const auto& e : api::all_endpoints()) {
      if (!is_guarded(e) || e.needs == api::right::signed_in || e.needs == granted.what) continue;
      INFO(granted.name << ": " << e.method << " " << e.pattern);
      const auto status = w.send(std::string{e.method}, rows.path_of(e), key, body_of(e)).status;
      CHECK((status == 403) == !included.contains({granted.name, api::name_of(e.needs)}));
    }
  }
}

TEST_CASE("another tenant's key finds nothing of ours, on any route") {
  world w;
  const acme_rows rows{w};
  const auto rival_key = w.with_key(every_scope(), rival);
  auto choosing = rival_key;
  choosing.push_back({"X-Tenant-ID", "1"});
  for (const auto& e : api::all_endpoints()) {
    if (!is_guarded(e)) continue;
    INFO(e.method << " " << e.pattern);
    CHECK(w.send(std::string{e.method}, rows.path_of(e), choosing, body_of(e)).status == 403);
    if (e.pattern.find('{') == std::string_view::npos) continue;
    const auto status = w.send(std::string{e.method}, rows.path_of(e), rival_key, body_of(e)).status;
    CHECK((status == 404 || status == 403));
  }
  CHECK(w.engine.commands.empty());
  CHECK(w.engine.actor_commands.empty());
}

TEST_CASE("another tenant's lists hold nothing of ours") {
  world w;
  const acme_rows rows{w};
  const auto key = w.with_key(every_scope(), rival);
  for (const auto& e : api::all_endpoints()) {
    if (!is_guarded(e) || e.method != "GET" || e.pattern.find('{') != std::string_view::npos) continue;
    INFO(e.pattern);
    const auto r = w.send("GET", std::string{e.pattern}, key);
    CHECK(r.status == 200);
    for (const auto& ours : {rows.conversation, rows.contact, std::string{"wa_main"}, std::string{"victim@acme.test"},
                             std::string{"victim.acme.test"}, std::string{"5491155550100"}, std::string{"victim's"}})
      CHECK(r.body.find(ours) == std::string::npos);
  }
}

TEST_CASE("the owner of the installation chooses a tenant, the owner of another tenant does not") {
  world w;
  auto first = w.as(ports::role::owner, acme);
  first.push_back({"X-Tenant-ID", "2"});
  const auto seen = w.ask(200, "GET", "/api/v1/channels", first);
  CHECK(seen.root()["items"].items().at(0)["key"].text() == "wa_rival");
  auto second = w.as(ports::role::owner, rival);
  second.push_back({"X-Tenant-ID", "1"});
  CHECK(w.send("GET", "/api/v1/channels", second).status == 403);
  auto admin = w.as(ports::role::admin, acme);
  admin.push_back({"X-Tenant-ID", "2"});
  CHECK(w.send("GET", "/api/v1/channels", admin).status == 403);
  first.back().value = "99";
  CHECK(w.send("GET", "/api/v1/channels", first).status == 404);
  first.back().value = "two";
  CHECK(w.send("GET", "/api/v1/channels", first).status == 400);
}

TEST_CASE("an analyst sees no telephone number") {
  world w;
  const acme_rows rows{w};
  for (const auto& e : api::all_endpoints()) {
    if (!is_guarded(e) || e.method != "GET" || !api::role_may(ports::role::analyst, e.needs)) continue;
    INFO(e.pattern);
    CHECK(w.send("GET", rows.path_of(e), w.as(ports::role::analyst)).body.find("5491155550100") == std::string::npos);
  }
  CHECK(w.send("GET", "/api/v1/conversations", w.as(ports::role::agent)).body.find("5491155550100")
        != std::string::npos);
}
