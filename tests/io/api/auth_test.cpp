#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string session = "/api/v1/session";

ports::user_row add_user(world& w, const std::string& email, const std::string& password) {
  ports::user_row u;
  u.tenant = acme;
  u.email = email;
  u.name = "Ana";
  u.what = ports::role::agent;
  u.password_hash = w.crypto->hash_password(password);
  return *w.admin->add_user(u);
}

std::string credentials(const std::string& email, const std::string& password) {
  return R"({"email":")" + email + R"(","password":")" + password + R"("})";
}

/// `session=…` of a Set-Cookie.
std::string cookie_of(const ports::http_response& r) {
  const auto set = header_of(r, "Set-Cookie");
  return set.substr(0, set.find(';'));
}

} // namespace

TEST_CASE("a sign-in gives a cookie that scripts cannot read and that other sites do not send") {
  world w;
  add_user(w, "ana@acme.test", "correct horse");
  const auto r = w.send("POST", session, {}, credentials(" ANA@acme.test", "correct horse"));
  CHECK(r.status == 200);
  const auto set = header_of(r, "Set-Cookie");
  CHECK(set.rfind("session=", 0) == 0);
  CHECK(set.find("HttpOnly") != std::string::npos);
  CHECK(set.find("SameSite=Lax") != std::string::npos);
  CHECK(set.find("Secure") == std::string::npos); // plain HTTP on this machine
  const auto me = w.ask(200, "GET", session, {{"Cookie", "other=1; " + cookie_of(r)}});
  CHECK(me.root()["user"]["email"].text() == "ana@acme.test");
  CHECK(me.root()["user"]["role"].text() == "agent");
}

TEST_CASE("behind TLS the cookie is bound to this host") {
  world w;
  w.config.http.public_url = "https://charla.example";
  w.open_doors();
  add_user(w, "ana@acme.test", "correct horse");
  const auto set = header_of(w.send("POST", session, {}, credentials("ana@acme.test", "correct horse")), "Set-Cookie");
  CHECK(set.rfind("__Host-session=", 0) == 0);
  CHECK(set.find("; Secure") != std::string::npos);
}

TEST_CASE("a wrong password and an unknown e-mail get the same answer") {
  world w;
  add_user(w, "ana@acme.test", "correct horse");
  const auto wrong = w.send("POST", session, {}, credentials("ana@acme.test", "wrong"));
  const auto nobody = w.send("POST", session, {}, credentials("eva@acme.test", "wrong"));
  CHECK(wrong.status == 401);
  CHECK(wrong.body == nobody.body);
}

TEST_CASE("guessing is slowed down for the account that is guessed, not for others") {
  world w;
  add_user(w, "ana@acme.test", "correct horse");
  for (int i = 0; i < 5; ++i)
    CHECK(w.send("POST", session, {}, credentials("ana@acme.test", "wrong")).status == 401);
  const auto r = w.send("POST", session, {}, credentials("ana@acme.test", "correct horse"));
  CHECK(r.status == 429);
  CHECK(std::stoi(header_of(r, "Retry-After")) == 12);
  CHECK(w.send("POST", session, {}, credentials("eva@acme.test", "x")).status == 401);
  w.clock.at += std::chrono::seconds{12};
  CHECK(w.send("POST", session, {}, credentials("ana@acme.test", "correct horse")).status == 200);
}

TEST_CASE("one address cannot try account after account") {
  world w;
  int refused = 0;
  for (int i = 0; i < 30; ++i)
    refused += w.send("POST", session, {}, credentials("u" + std::to_string(i) + "@acme.test", "x")).status == 429;
  CHECK(refused == 10);
}

TEST_CASE("a disabled account cannot sign in, and its session ends") {
  world w;
  auto u = add_user(w, "ana@acme.test", "correct horse");
  const auto cookie = cookie_of(w.send("POST", session, {}, credentials("ana@acme.test", "correct horse")));
  u.status = "disabled";
  REQUIRE(w.admin->update_user(u));
  CHECK(w.send("GET", session, {{"Cookie", cookie}}).status == 401);
  CHECK(w.send("POST", session, {}, credentials("ana@acme.test", "correct horse")).status == 401);
}

TEST_CASE("a session slides for twelve hours and ends after seven days") {
  world w;
  const auto h = w.as(ports::role::agent);
  for (int i = 0; i < 16; ++i) {
    w.clock.at += std::chrono::hours{10};
    CHECK(w.send("GET", session, h).status == 200);
  }
  w.clock.at += std::chrono::hours{10};
  CHECK(w.send("GET", session, h).status == 401); // 170 h
  const auto other = w.as(ports::role::agent);
  w.clock.at += std::chrono::hours{13};
  CHECK(w.send("GET", session, other).status == 401);
}

TEST_CASE("signing out ends the session on the server") {
  world w;
  const auto h = w.as(ports::role::agent);
  const auto r = w.send("DELETE", session, h);
  CHECK(r.status == 200);
  CHECK(header_of(r, "Set-Cookie").find("Max-Age=0") != std::string::npos);
  CHECK(w.send("GET", session, h).status == 401);
}

TEST_CASE("an unsafe request with a cookie must come from our own page") {
  world w;
  auto h = w.as(ports::role::owner);
  const std::string to = "/api/v1/tenants/1";
  const auto with = [&](headers more) {
    headers all{h[0]};
    all.insert(all.end(), more.begin(), more.end());
    return w.send("PATCH", to, all, R"({"name":"Acme 2"})").status;
  };
  CHECK(with({}) == 403);
  CHECK(with({{"Sec-Fetch-Site", "cross-site"}}) == 403);
  CHECK(with({{"Sec-Fetch-Site", "same-site"}}) == 403);
  CHECK(with({{"Sec-Fetch-Site", "none"}}) == 403);
  CHECK(with({{"Origin", "https://evil.test"}}) == 403);
  CHECK(with({{"Origin", "null"}}) == 403);
  CHECK(with({{"Origin", "http://charla.test.evil.test"}}) == 403);
  CHECK(with({{"Sec-Fetch-Site", "same-origin"}, {"Content-Type", "text/plain"}}) == 415);
  CHECK(with({{"Sec-Fetch-Site", "same-origin"}}) == 200);
  CHECK(with({{"Origin", "http://charla.test"}}) == 200);
}

TEST_CASE("another site's page cannot sign its visitor in") {
  world w;
  add_user(w, "ana@acme.test", "correct horse");
  CHECK(
      w.send("POST", session, {{"Sec-Fetch-Site", "cross-site"}}, credentials("ana@acme.test", "correct horse")).status
      == 403);
}

TEST_CASE("the first owner is made once") {
  world w;
  w.config.security.admin_token = "bootstrap";
  w.open_doors();
  CHECK(w.ask(200, "GET", "/api/v1/setup", {}).root()["needed"].boolean() == true);
  const std::string good = R"({"email":"ana@acme.test","name":"Ana","password":"correct horse","token":"bootstrap"})";
  CHECK(w.send("POST", "/api/v1/setup", {},
               R"({"email":"ana@acme.test","name":"Ana","password":"correct horse","token":"x"})")
            .status
        == 403);
  const auto r = w.send("POST", "/api/v1/setup", {}, good);
  CHECK(r.status == 200);
  const auto me = w.ask(200, "GET", session, {{"Cookie", cookie_of(r)}});
  CHECK(me.root()["user"]["role"].text() == "owner");
  CHECK(me.root()["runs_installation"].boolean() == true);
  CHECK(w.send("POST", "/api/v1/setup", {}, good).status == 409);
  CHECK(w.ask(200, "GET", "/api/v1/setup", {{"Cookie", cookie_of(r)}}).root()["signed_in"].boolean() == true);
  CHECK(w.ask(200, "GET", "/api/v1/setup", {}).root()["signed_in"].boolean() == false);
  CHECK(w.ask(200, "GET", "/api/v1/setup", {}).root()["needed"].boolean() == false);
}

TEST_CASE("without a bootstrap token the first owner is made on the machine itself") {
  world w;
  const std::string good = R"({"email":"ana@acme.test","name":"Ana","password":"correct horse"})";
  CHECK(w.send("POST", "/api/v1/setup", {}, good).status == 403);
  CHECK(w.send("POST", "/api/v1/setup", {{"X-Test-Address", "127.0.0.1"}}, good).status == 200);
}

TEST_CASE("setup says what is wrong, field by field") {
  world w;
  const auto p = w.ask(422, "POST", "/api/v1/setup", {{"X-Test-Address", "127.0.0.1"}},
                       R"({"email":"nobody","password":"short","extra":1})");
  CHECK(fields_of(p) == std::vector<std::string>{"email", "name", "password", "extra"});
}

TEST_CASE("a printed link signs in once") {
  world w;
  const auto u = add_user(w, "ana@acme.test", "correct horse");
  const auto path = w.links->make(u.id);
  const auto r = w.send("GET", path);
  CHECK(r.status == 303);
  CHECK(header_of(r, "Location") == "/");
  CHECK(w.send("GET", session, {{"Cookie", cookie_of(r)}}).status == 200);
  CHECK(w.send("GET", path).status == 401);
  const auto late = w.links->make(u.id);
  w.clock.at += std::chrono::minutes{16};
  CHECK(w.send("GET", late).status == 401);
}

TEST_CASE("a key is shown once, kept as a hash, has no right its maker lacks, and can be revoked") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto p = w.ask(422, "POST", "/api/v1/keys", admin, R"({"name":"k","scopes":["tenants:write","nonsense"]})");
  CHECK(fields_of(p) == std::vector<std::string>{"scopes[0]", "scopes[1]"});
  const auto made = w.ask(200, "POST", "/api/v1/keys", admin, R"({"name":"crm","scopes":["contacts:read"]})");
  const std::string key{made.root()["key"].text().value_or("")};
  CHECK(key.rfind("chk_", 0) == 0);
  CHECK(key.size() == 4 + 43);
  const headers h{{"Authorization", "Bearer " + key}};
  CHECK(w.send("GET", "/api/v1/contacts", h).status == 200);
  CHECK(w.send("GET", "/api/v1/conversations", h).status == 403);
  CHECK(w.send("GET", "/api/v1/keys", admin).body.find(key) == std::string::npos);
  CHECK(w.send("DELETE", "/api/v1/keys/" + std::to_string(*made.root()["id"].integer()), admin).status == 200);
  CHECK(w.send("GET", "/api/v1/contacts", h).status == 401);
}

TEST_CASE("secrets appear in no log line") {
  world w;
  add_user(w, "ana@acme.test", "correct horse");
  w.send("POST", session, {}, credentials("ana@acme.test", "wrong horse"));
  w.send("POST", session, {}, credentials("ana@acme.test", "correct horse"));
  for (const auto& line : w.log.lines)
    CHECK(line.find("horse") == std::string::npos);
}

TEST_CASE("the terminal's token works on this machine and nowhere else, and only where there is one") {
  world w;
  const auto id = w.talk("5491155550100");
  const headers here{{"X-Test-Address", "127.0.0.1"}, {"Authorization", "Bearer cht_local"}};
  CHECK(w.send("GET", "/api/v1/actors", here).status == 401);
  w.local_token = "cht_local";
  w.open_doors();
  CHECK(w.send("GET", "/api/v1/actors", here).status == 200);
  CHECK(w.send("GET", "/api/v1/conversations/" + flows::to_string(id.value()), here).status == 200);
  CHECK(w.ask(200, "GET", "/api/v1/session", here).root()["runs_installation"].boolean() == true);
  CHECK(w.send("GET", "/api/v1/conversations",
               {{"X-Test-Address", "127.0.0.1"}, {"Authorization", "Bearer cht_local"}, {"X-Tenant-ID", "2"}})
            .status
        == 200);
  CHECK(w.send("GET", "/api/v1/keys", here).status == 403); // it looks and commands; it does not hand out access
  CHECK(w.send("GET", "/api/v1/actors", {{"X-Test-Address", "192.0.2.7"}, {"Authorization", "Bearer cht_local"}}).status
        == 401);
  CHECK(w.send("GET", "/api/v1/actors", {{"X-Test-Address", "127.0.0.1"}, {"Authorization", "Bearer cht_locaL"}}).status
        == 401);
  CHECK(w.send("GET", "/api/v1/actors", {{"X-Test-Address", "127.0.0.1"}, {"Authorization", "Bearer "}}).status == 401);
}
