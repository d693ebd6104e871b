#include "fixture.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string templates = "/api/v1/templates";
using some = std::vector<std::string>;

/// The channel's business account is known, which owns the templates.
void connect(world& w) {
  auto rows = w.admin->channels();
  REQUIRE(rows);
  for (auto& row : *rows)
    if (row.key == "wa_main") {
      row.account_id = "WABA1";
      row.base_url = "https://graph.test/v25.0";
      REQUIRE(w.admin->update_channel(row));
    }
  w.open_doors();
}

void answer_with(world& w, int status, std::string body) {
  ports::client_response r;
  r.status = status;
  r.body = std::move(body);
  r.took = std::chrono::milliseconds{42};
  w.http.answers.push_back(std::move(r));
}

std::string page_of(const some& rows, const std::string& next = "") {
  std::string data;
  for (const auto& r : rows)
    data += (data.empty() ? "" : ",") + r;
  const auto paging = next.empty() ? std::string{R"({"cursors":{"after":"END"}})"}
                                   : R"({"cursors":{"after":")" + next
                                         + R"("},"next":"https://graph.test/v25.0/WABA1?access_token=token-abcd"})";
  return R"({"data":[)" + data + R"(],"paging":)" + paging + "}";
}

std::string theirs(const std::string& name, const std::string& status = "APPROVED", const std::string& text = "Hola.") {
  return R"({"id":"T-)" + name + R"(","name":")" + name + R"(","language":"es_AR","category":"UTILITY","status":")"
         + status + R"(","components":[{"type":"BODY","text":")" + text + R"("}]})";
}

some texts(const json::document& d, std::string_view field) {
  some out;
  for (const auto v : d.root()[field].items())
    out.emplace_back(v.text().value_or("?"));
  return out;
}

std::string draft(world& w, const headers& admin, const std::string& component) {
  const auto made =
      w.ask(200, "POST", templates, admin,
            R"({"channel":"wa_main","name":"aviso","language":"es_AR","category":"UTILITY","components":[)" + component
                + "]}");
  return templates + "/" + std::to_string(*made.root()["id"].integer());
}

const std::string with_example = R"({"type":"BODY","text":"Hola {{1}}, listo.","example":{"body_text":[["Ana"]]}})";

} // namespace

TEST_CASE("a draft is submitted once, and has then the provider's id and word", "[templates]") {
  world w;
  connect(w);
  const auto admin = w.as(ports::role::admin);
  const auto path = draft(w, admin, with_example);
  answer_with(w, 200, R"({"id":"777","status":"PENDING","category":"MARKETING"})");
  const auto sent = w.ask(200, "POST", path + "/submit", admin);
  CHECK(sent.root()["provider_id"].text() == "777");
  CHECK(sent.root()["status"].text() == "PENDING");
  CHECK(sent.root()["category"].text() == "MARKETING");
  REQUIRE(w.http.asked.size() == 1);
  CHECK(w.http.asked.at(0).url == "https://graph.test/v25.0/WABA1/message_templates");
  CHECK(read(w.http.asked.at(0).body).root()["name"].text() == "aviso");
  w.ask(409, "POST", path + "/submit", admin);
  CHECK(w.http.asked.size() == 1);
}

TEST_CASE("what the provider refuses stays a draft, with its words, in the channel log too", "[templates]") {
  world w;
  connect(w);
  const auto admin = w.as(ports::role::admin);
  const auto path = draft(w, admin, with_example);
  answer_with(w, 400, R"({"error":{"message":"Invalid parameter","code":100,"error_user_msg":"Falta un ejemplo"}})");
  const auto refused = w.ask(502, "POST", path + "/submit", admin);
  CHECK(!refused.root()["detail"].text()->empty());
  CHECK(w.ask(200, "GET", path, admin).root()["status"].text() == "DRAFT");
  const auto log = w.ask(200, "GET", "/api/v1/channels/wa_main/log?kind=manage&failed=true", admin);
  REQUIRE(log.root()["items"].items().size() == 1);
  const auto line = log.root()["items"].items().at(0);
  CHECK(line["status"].integer() == 400);
  CHECK(line["took_ms"].integer() == 42);
  CHECK(line["response"].text()->find("Falta un ejemplo") != std::string_view::npos);
}

TEST_CASE("a provider that cannot be reached costs an answer, not the draft", "[templates]") {
  world w;
  connect(w);
  const auto admin = w.as(ports::role::admin);
  const auto path = draft(w, admin, with_example);
  const auto lost = w.ask(502, "POST", path + "/submit", admin);
  CHECK(lost.root()["detail"].text()->find("nobody is there") != std::string_view::npos);
  CHECK(w.ask(200, "GET", path, admin).root()["status"].text() == "DRAFT");
}

TEST_CASE("a draft without examples, or of a channel without its account, is not submitted", "[templates]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = draft(w, admin, with_example);
  CHECK(fields_of(w.ask(422, "POST", path + "/submit", admin)) == some{"account_id"});
  connect(w);
  w.ask(200, "PATCH", path, admin, R"({"components":[{"type":"BODY","text":"Hola {{1}}, listo."}]})");
  CHECK(fields_of(w.ask(422, "POST", path + "/submit", admin)) == some{"components[0].example"});
  CHECK(w.http.asked.empty());
  CHECK(w.send("POST", path + "/submit", w.as(ports::role::agent)).status == 403);
}

TEST_CASE("the provider's templates are read page by page: new, changed, gone", "[templates]") {
  world w;
  connect(w);
  const auto admin = w.as(ports::role::admin);
  const auto sync = templates + "/sync?channel=wa_main";
  answer_with(w, 200, page_of({theirs("a"), theirs("b")}, "P2"));
  answer_with(w, 200, page_of({theirs("c", "PENDING", "Hola {{1}}, chau.")}));
  const auto first = w.ask(200, "POST", sync, admin);
  CHECK(texts(first, "added") == some{"a es_AR", "b es_AR", "c es_AR"});
  CHECK(first.root()["complete"].boolean() == true);
  REQUIRE(w.http.asked.size() == 2);
  CHECK(w.http.asked.at(1).url.find("after=P2") != std::string::npos);
  answer_with(w, 200, page_of({theirs("a"), theirs("c", "APPROVED", "Hola {{1}}, chau.")}));
  const auto second = w.ask(200, "POST", sync, admin);
  CHECK(texts(second, "added").empty());
  CHECK(texts(second, "changed") == some{"c es_AR"});
  CHECK(texts(second, "gone") == some{"b es_AR"});
  CHECK(second.root()["unchanged"].integer() == 1);
  const auto all = w.ask(200, "GET", templates, admin);
  const auto items = all.root()["items"].items();
  REQUIRE(items.size() == 3);
  CHECK(items.at(1)["status"].text() == "DELETED");
  CHECK(items.at(2)["variables"].items().at(0)["key"].text() == "1");
}

TEST_CASE("the token that the provider writes into its answers never reaches the channel log", "[templates]") {
  world w;
  connect(w);
  const auto admin = w.as(ports::role::admin);
  answer_with(w, 200, page_of({theirs("a")}, "P2"));
  answer_with(w, 200, page_of({}));
  w.ask(200, "POST", templates + "/sync?channel=wa_main", admin);
  const auto log = w.send("GET", "/api/v1/channels/wa_main/log", admin);
  CHECK(log.body.find("access_token=***") != std::string::npos);
  CHECK(log.body.find("token-abcd") == std::string::npos);
}

TEST_CASE("a synchronisation that breaks off takes nothing over, and one of too many pages deletes nothing",
          "[templates]") {
  world w;
  connect(w);
  const auto admin = w.as(ports::role::admin);
  const auto sync = templates + "/sync?channel=wa_main";
  answer_with(w, 200, page_of({theirs("a")}, "P2"));
  answer_with(w, 500, "");
  w.ask(502, "POST", sync, admin);
  CHECK(w.ask(200, "GET", templates, admin).root()["items"].items().empty());
  answer_with(w, 200, page_of({theirs("a")}));
  w.ask(200, "POST", sync, admin);
  w.http.asked.clear();
  for (int i = 0; i < 21; ++i)
    answer_with(w, 200, page_of({theirs("t" + std::to_string(i))}, "P"));
  const auto many = w.ask(200, "POST", sync, admin);
  CHECK(w.http.asked.size() == 20);
  CHECK(many.root()["complete"].boolean() == false);
  CHECK(texts(many, "gone").empty());
}

TEST_CASE("a synchronisation wants a channel that has templates", "[templates]") {
  world w;
  connect(w);
  const auto admin = w.as(ports::role::admin);
  CHECK(fields_of(w.ask(422, "POST", templates + "/sync", admin)) == some{"channel"});
  w.ask(404, "POST", templates + "/sync?channel=wa_rival", admin);
  w.ask(404, "POST", templates + "/sync?channel=nope", admin);
  CHECK(w.http.asked.empty());
}
