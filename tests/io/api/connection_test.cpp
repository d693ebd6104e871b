#include "booked.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string path = "/api/v1/connections";
const std::string shop =
    R"_({"store_id":"123","access_token":"shop-token-abcd","user_agent":"Charla (a@example.com)"})_";
const std::string mail =
    R"({"host":"smtp.example.com","user":"bot@example.com","password":"mail-secret-wxyz","from":"bot@example.com"})";

/// A mail server that notes how it was spoken to.
class kept_mail final : public ports::mail_checker {
public:
  std::vector<ports::mail_server> asked;
  ports::mail_answer answer{true, "Signed in at smtp.example.com:587.", std::chrono::milliseconds{12}};
  void check(ports::mail_server at, std::function<void(ports::mail_answer)> done) override {
    asked.push_back(std::move(at));
    done(answer);
  }
};

ports::client_response says(int status, const std::string& body = "{}") {
  ports::client_response r;
  r.status = status;
  r.body = body;
  r.took = std::chrono::milliseconds{5};
  return r;
}

} // namespace

TEST_CASE("credentials are set, shown by their last four characters, kept and forgotten", "[connections]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  CHECK(w.ask(200, "GET", path, admin).root()["items"].items().empty());
  const auto made = w.ask(200, "PUT", path + "/tienda_nube", admin, shop);
  CHECK(made.root()["access_token"]["set"].boolean() == true);
  CHECK(made.root()["access_token"]["last4"].text() == "abcd");
  const auto server = w.ask(200, "PUT", path + "/smtp", admin, mail);
  CHECK(server.root()["port"].integer() == 587);
  CHECK(text_at(server, "security") == "starttls");
  const auto all = w.ask(200, "GET", path, w.as(ports::role::analyst));
  REQUIRE(all.root()["items"].items().size() == 2);
  CHECK(all.root().dump().find("mail-secret") == std::string::npos);
  CHECK(all.root().dump().find("shop-token") == std::string::npos);

  const auto kept =
      w.ask(200, "PUT", path + "/tienda_nube", admin, R"_({"store_id":"124","user_agent":"B (b@c.de)"})_");
  CHECK(kept.root()["access_token"]["last4"].text() == "abcd");
  CHECK(text_at(kept, "store_id") == "124");
  CHECK(w.send("PUT", path + "/smtp", w.as(ports::role::agent), mail).status == 403);
  CHECK(w.send("PUT", path + "/carrier_pigeon", admin, "{}").status == 404);
  CHECK(w.ask(200, "GET", path, w.as(ports::role::owner, rival)).root()["items"].items().empty());
  CHECK(w.send("DELETE", path + "/smtp", w.as(ports::role::owner, rival)).status == 404);
  w.ask(200, "DELETE", path + "/smtp", admin);
  CHECK(w.send("DELETE", path + "/smtp", admin).status == 404);
  for (const auto& line : w.log.lines)
    CHECK(line.find("secret") == std::string::npos);
}

TEST_CASE("what cannot work is refused field by field", "[connections]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  using names = std::vector<std::string>;
  const auto wrong = [&](const std::string& kind, const std::string& body) {
    return fields_of(w.ask(422, "PUT", path + kind, admin, body));
  };
  CHECK(wrong("/tienda_nube", "{}") == names{"store_id", "user_agent", "access_token"});
  CHECK(wrong("/tienda_nube", R"({"store_id":"../x","access_token":"a\nb","user_agent":"me"})")
        == names{"store_id", "user_agent", "access_token"});
  CHECK(wrong("/smtp", "{}") == names{"host", "from"});
  for (const auto* host : {"localhost", "127.0.0.1", "10.0.0.1", "mail", "a.example.com:25", "a b", "mail.local"})
    CHECK(wrong("/smtp", R"({"host":")" + std::string{host} + R"(","from":"a@example.com"})") == names{"host"});
  CHECK(wrong("/smtp", R"({"host":"smtp.example.com","from":"nobody","port":0,"security":"ssl"})")
        == names{"security", "port", "from"});
  CHECK(wrong("/smtp", R"({"host":"smtp.example.com","from":"a@example.com","user":"a"})") == names{"password"});
  w.ask(200, "PUT", path + "/smtp", admin, mail);
  // A kept password is not told to another server.
  CHECK(wrong("/smtp", R"({"host":"smtp.evil.example","from":"a@example.com","user":"bot@example.com"})")
        == names{"password"});
  const auto same =
      w.ask(200, "PUT", path + "/smtp", admin,
            R"({"host":"smtp.example.com","from":"a@example.com","user":"bot@example.com","security":"tls"})");
  CHECK(same.root()["password"]["last4"].text() == "wxyz");
  CHECK(same.root()["port"].integer() == 465);
}

TEST_CASE("a shop is asked as Tienda Nube wants it, and people are told what to do", "[connections]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  CHECK(w.send("POST", path + "/tienda_nube/test", admin).status == 404);
  w.ask(200, "PUT", path + "/tienda_nube", admin, shop);
  const auto test = [&] { return w.ask(200, "POST", path + "/tienda_nube/test", admin); };
  w.http.answers.push_back(says(200, R"({"name":{"es":"Remeras Luz"}})"));
  const auto good = test();
  CHECK(good.root()["ok"].boolean() == true);
  CHECK(text_at(good, "detail") == "The shop answers: Remeras Luz.");
  CHECK(good.root()["took_ms"].integer() == 5);
  REQUIRE(w.http.asked.size() == 1);
  CHECK(w.http.asked[0].method == "GET");
  CHECK(w.http.asked[0].url == "https://api.tiendanube.com/v1/123/store");
  CHECK(w.http.asked[0].timeout == std::chrono::seconds{10});
  CHECK(w.http.asked[0].headers.at(0).name == "Authentication");
  CHECK(w.http.asked[0].headers.at(0).value == "bearer shop-token-abcd");
  CHECK(w.http.asked[0].headers.at(1).value == "Charla (a@example.com)");

  w.http.answers = {says(401), says(200)}; // asked once more in the other way
  CHECK(test().root()["ok"].boolean() == true);
  CHECK(w.http.asked.back().headers.at(0).name == "Authorization");
  for (const auto& [status, word] : {std::pair{400, "user_agent"},
                                     {402, "paid"},
                                     {403, "permission"},
                                     {404, "store_id"},
                                     {429, "fewer"},
                                     {500, "500"}}) {
    w.http.answers = {says(status)};
    const auto bad = test();
    CHECK(bad.root()["ok"].boolean() == false);
    CHECK(text_at(bad, "detail").find(word) != std::string::npos);
  }
  w.http.answers = {says(401), says(401)};
  CHECK(text_at(test(), "detail").find("access_token") != std::string::npos);
  CHECK(text_at(test(), "detail").find("cannot be reached") != std::string::npos); // nobody is there
}

TEST_CASE("a mail server is tested with what is kept", "[connections]") {
  world w;
  kept_mail server;
  const auto admin = w.as(ports::role::admin);
  w.ask(200, "PUT", path + "/smtp", admin, mail);
  CHECK(w.send("POST", path + "/smtp/test", admin).status == 503);
  w.mail = &server;
  w.open_doors();
  const auto good = w.ask(200, "POST", path + "/smtp/test", admin);
  CHECK(good.root()["ok"].boolean() == true);
  CHECK(good.root()["took_ms"].integer() == 12);
  REQUIRE(server.asked.size() == 1);
  CHECK(server.asked[0].host == "smtp.example.com");
  CHECK(server.asked[0].port == 587);
  CHECK(server.asked[0].user == "bot@example.com");
  CHECK(server.asked[0].password == "mail-secret-wxyz");
  CHECK(server.asked[0].security == ports::mail_server::protection::starttls);
  CHECK_FALSE(server.asked[0].private_too);
  server.answer = {false, "The server refuses `user` and `password`.", {}};
  CHECK(w.ask(200, "POST", path + "/smtp/test", admin).root()["ok"].boolean() == false);
  CHECK(w.send("POST", path + "/smtp/test", w.as(ports::role::agent)).status == 403);
}
