#include "flow_given.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

std::vector<std::string> codes_of(const json::document& d) {
  std::vector<std::string> out;
  for (const auto f : d.root()["findings"].items())
    out.emplace_back(f["code"].text().value_or("?"));
  return out;
}

} // namespace

TEST_CASE("a draft may be unfinished: it is kept, with what is wrong with it") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto made = w.ask(200, "POST", "/api/v1/flows", admin,
                          std::string{R"({"draft":true,"name":"Saludo","graph":)"} + unfinished + "}");
  CHECK(made.root()["revision"].integer() == 1);
  CHECK(made.root()["newest"].integer() == 0);
  CHECK(made.root()["draft"]["graph"]["start"].text() == "nowhere");
  CHECK(codes_of(made) == std::vector<std::string>{"flow.no_nodes", "flow.missing_start"});
  const auto path = "/api/v1/flows/" + std::to_string(*made.root()["id"].integer());
  const auto saved = w.ask(200, "PUT", path + "/draft", admin, draft_of(R"({"nodes":7})", 1));
  CHECK(saved.root()["revision"].integer() == 2);
  CHECK(codes_of(saved).size() == 1);
  const auto seen = w.ask(200, "GET", path, admin);
  CHECK(seen.root()["status"].text() == "draft");
  CHECK(seen.root()["draft"]["graph"]["nodes"].integer() == 7);
  CHECK(w.engine.reloads == 0);
}

TEST_CASE("a draft that is no object, has no revision or no name is refused by the field") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_draft(w, admin, greeting("hola"));
  CHECK(fields_of(w.ask(422, "PUT", path + "/draft", admin, R"({"name":"","graph":[],"tests":{},"revsion":1})"))
        == std::vector<std::string>{"graph", "tests", "name", "revision", "revsion"});
  CHECK(w.send("PUT", path + "/draft", admin, R"({"graph":)").status == 400);
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/flows", admin, R"({"draft":true,"graph":{"nodes":7}})"))
        == std::vector<std::string>{"name"});
  CHECK(fields_of(w.ask(422, "POST", "/api/v1/flows", admin, R"({"tests":[],"graph":)" + greeting("hola") + "}"))
        == std::vector<std::string>{"tests"});
}

TEST_CASE("who saves over a revision that another has changed is told who, and loses nothing") {
  world w;
  const auto first = w.as(ports::role::admin);
  const auto second = w.as(ports::role::admin);
  const auto path = add_draft(w, first, greeting("hola"));
  w.ask(200, "PUT", path + "/draft", first, draft_of(greeting("buenas"), 1));
  const auto refused = w.ask(409, "PUT", path + "/draft", second, draft_of(greeting("adios"), 1));
  CHECK(refused.root()["type"].text() == "urn:charla:problem:conflict");
  CHECK(refused.root()["revision"].integer() == 2);
  CHECK(refused.root()["changed_by"].text() == w.admin->flow_drafts(acme)->front().changed_by);
  CHECK(w.ask(200, "GET", path, first).root()["draft"]["graph"]["nodes"]["a"]["fields"]["text"].text() == "buenas");
  CHECK(w.send("POST", path + "/publish", second, R"({"revision":1})").status == 409);
}

TEST_CASE("the flows are listed by pages, each with what is live and what is newest") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto live = add_live(w, admin, greeting("uno"));
  (void)add_draft(w, admin, greeting("dos"));
  const auto gone = add_draft(w, admin, greeting("tres"));
  w.ask(200, "DELETE", gone, admin);
  const auto page = w.ask(200, "GET", "/api/v1/flows?view=drafts&limit=1", admin);
  REQUIRE(page.root()["items"].items().size() == 1);
  CHECK(page.root()["items"].items()[0]["live"].integer() == 1);
  const auto next = std::string{page.root()["next"].text().value_or("")};
  const auto rest = w.ask(200, "GET", "/api/v1/flows?view=drafts&after=" + next, admin);
  REQUIRE(rest.root()["items"].items().size() == 1);
  CHECK(rest.root()["items"].items()[0]["live"].kind() == json::kind::null);
  CHECK(rest.root()["next"].kind() == json::kind::null);
  CHECK(w.ask(200, "GET", "/api/v1/flows?view=drafts&archived=true", admin).root()["items"].items().size() == 3);
  CHECK(fields_of(w.ask(422, "GET", "/api/v1/flows?view=graphs", admin)) == std::vector<std::string>{"view"});
  CHECK(w.ask(200, "GET", "/api/v1/flows", admin).root()["items"].items().size() == 1);
}

TEST_CASE("an archived flow answers nobody and takes no changes until it is restored") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_live(w, admin, greeting("hola"));
  const auto archived = w.ask(200, "DELETE", path, admin);
  CHECK(archived.root()["archived"].boolean() == true);
  CHECK(archived.root()["live"].kind() == json::kind::null);
  CHECK(w.admin->flows(acme)->front().status == "published");
  const auto revision = static_cast<int>(*archived.root()["revision"].integer());
  CHECK(w.send("PUT", path + "/draft", admin, draft_of(greeting("x"), revision)).status == 409);
  CHECK(w.send("POST", path + "/publish", admin, R"({"revision":)" + std::to_string(revision) + "}").status == 409);
  CHECK(w.send("POST", path + "/activate", admin, R"({"version":1})").status == 409);
  const auto restored = w.ask(200, "POST", path + "/restore", admin);
  CHECK(restored.root()["archived"].boolean() == false);
  CHECK(w.send("POST", path + "/activate", admin, R"({"version":1})").status == 200);
}

TEST_CASE("a draft is validated without being saved, and published only when nothing is wrong with it") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_draft(w, admin, unfinished);
  CHECK(w.ask(200, "POST", path + "/validate", admin).root()["ok"].boolean() == false);
  CHECK(w.ask(200, "POST", path + "/validate", admin, R"({"graph":)" + greeting("hola") + "}").root()["ok"].boolean()
        == true);
  const auto refused = w.ask(422, "POST", path + "/publish", admin, R"({"revision":1,"force":true})");
  CHECK(fields_of(refused) == std::vector<std::string>{"graph.nodes", "graph.start"});
  CHECK(w.admin->flows(acme)->empty());
  w.ask(200, "PUT", path + "/draft", admin, draft_of(greeting("hola"), 1));
  const auto published = w.ask(200, "POST", path + "/publish", admin, R"({"revision":2,"note":"the first one"})");
  CHECK(published.root()["version"].integer() == 1);
  CHECK(published.root()["status"].text() == "active");
  CHECK(w.engine.reloads == 1);
  const auto audit = w.ask(200, "GET", "/api/v1/audit", admin);
  CHECK(audit.root()["items"].items().at(0)["action"].text() == "flow.publish");
  CHECK(audit.root()["items"].items().at(0)["details"]["note"].text() == "the first one");
  CHECK(fields_of(w.ask(422, "POST", path + "/publish", admin, R"({"activate":"yes"})"))
        == std::vector<std::string>{"revision", "activate"});
}

TEST_CASE("an older version answers again, or none does") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_live(w, admin, greeting("uno"));
  w.ask(200, "PUT", path + "/draft", admin, draft_of(greeting("dos"), 1));
  const auto second = w.ask(200, "POST", path + "/publish", admin, R"({"revision":2,"activate":false,"force":true})");
  CHECK(second.root()["version"].integer() == 2);
  CHECK(second.root()["live"].integer() == 1);
  CHECK(w.send("POST", path + "/activate", admin, R"({"version":2})").status == 200);
  CHECK(w.send("POST", path + "/activate", admin, R"({"version":1})").status == 200);
  CHECK(w.ask(200, "GET", path, admin).root()["live"].integer() == 1);
  CHECK(w.send("POST", path + "/activate", admin, R"({"version":null})").status == 200);
  CHECK(w.ask(200, "GET", path, admin).root()["live"].kind() == json::kind::null);
  CHECK(fields_of(w.ask(422, "POST", path + "/activate", admin, "{}")) == std::vector<std::string>{"version"});
}

TEST_CASE("a version goes only when it is not live and nobody is in it") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_live(w, admin, question("¿Quién?"));
  const auto id = w.admin->flows(acme)->front().id;
  CHECK(w.send("DELETE", path + "/versions/1", admin).status == 409);
  w.ask(200, "POST", path + "/activate", admin, R"({"version":null})");
  const auto conversation = w.talk("5491155550100");
  commit_run(w, conversation, waiting_run({id, 1}, "ask"));
  const auto refused = w.ask(409, "DELETE", path + "/versions/1", admin);
  CHECK(refused.root()["runs"].integer() == 1);
  auto over = waiting_run({id, 1}, "ask");
  over.status = flows::run_status::completed;
  commit_run(w, conversation, over);
  CHECK(w.send("DELETE", path + "/versions/1", admin).status == 200);
  CHECK(w.send("DELETE", path + "/versions/1", admin).status == 404);
}

TEST_CASE("two versions are compared, step by step and field by field") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_live(w, admin, greeting("uno"));
  CHECK(w.ask(200, "GET", path + "/versions/1/diff", admin).root()["same"].boolean() == true);
  w.ask(200, "PUT", path + "/draft", admin, draft_of(greeting("dos"), 1));
  const auto d = w.ask(200, "GET", path + "/versions/1/diff?against=draft", admin);
  const auto steps = d.root()["steps"].items();
  REQUIRE(steps.size() == 1);
  CHECK(steps[0]["id"].text() == "a");
  const auto field = steps[0]["fields"].items().at(0);
  CHECK(field["field"].text() == "fields.text");
  CHECK(field["before"].text() == "uno");
  CHECK(field["after"].text() == "dos");
  CHECK(w.ask(200, "GET", path + "/versions/1/diff?against=1", admin).root()["same"].boolean() == true);
  CHECK(w.send("GET", path + "/versions/1/diff?against=9", admin).status == 404);
  CHECK(fields_of(w.ask(422, "GET", path + "/versions/1/diff?against=x", admin))
        == std::vector<std::string>{"against"});
  w.ask(200, "PUT", path + "/draft", admin, draft_of(R"({"nodes":7})", 2));
  CHECK(fields_of(w.ask(422, "GET", path + "/versions/1/diff", admin)) == std::vector<std::string>{"against"});
}

TEST_CASE("another tenant's flow is not there, whatever is asked of it") {
  world w;
  const auto path = add_live(w, w.as(ports::role::admin), greeting("hola"));
  const auto stranger = w.as(ports::role::admin, rival);
  const std::vector<std::tuple<std::string, std::string, std::string>> all{
      {"GET", "", ""},
      {"DELETE", "", ""},
      {"PUT", "/draft", draft_of(greeting("x"), 1)},
      {"POST", "/restore", ""},
      {"POST", "/validate", ""},
      {"POST", "/publish", R"({"revision":1})"},
      {"POST", "/activate", R"({"version":1})"},
      {"POST", "/versions", R"({"graph":)" + greeting("x") + "}"},
      {"DELETE", "/versions/1", ""},
      {"GET", "/versions/1/diff", ""}};
  for (const auto& [method, rest, body] : all)
    CHECK(w.ask(404, method, path + rest, stranger, body).root()["type"].text() == "urn:charla:problem:not-found");
  CHECK(w.ask(200, "GET", "/api/v1/flows?view=drafts", stranger).root()["items"].items().empty());
  CHECK(w.admin->flows(acme)->front().status == "active");
}

TEST_CASE("a draft whose tests fail is not published, and says which test and how") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_draft(w, admin, greeting("hola"));
  const auto with_test = [&](const std::string& expected, int revision) {
    return R"({"graph":)" + greeting("hola") + R"(,"revision":)" + std::to_string(revision)
           + R"(,"tests":[{"name":"saluda","steps":[{"in":"buenas"},{"expect":["text: )" + expected + R"("]}]}]})";
  };
  w.ask(200, "PUT", path + "/draft", admin, with_test("adios", 1));
  const auto seen = w.ask(200, "POST", path + "/validate", admin);
  CHECK(seen.root()["ok"].boolean() == false);
  CHECK(seen.root()["tests"]["failed"].integer() == 1);
  CHECK(seen.root()["tests"]["results"].items().at(0)["failures"].items().size() == 1);
  const auto refused = w.ask(422, "POST", path + "/publish", admin, R"({"revision":2,"force":true})");
  CHECK(fields_of(refused) == std::vector<std::string>{"tests.0"});
  CHECK(refused.root()["errors"].items().at(0)["hint"].text()->find("saluda, step 2") != std::string_view::npos);
  w.ask(200, "PUT", path + "/draft", admin, with_test("hola", 2));
  const auto good = w.ask(200, "POST", path + "/validate", admin);
  CHECK(good.root()["tests"]["passed"].integer() == 1);
  CHECK(good.root()["tests"]["coverage"]["covered"].integer() == good.root()["tests"]["coverage"]["total"].integer());
  w.ask(200, "POST", path + "/publish", admin, R"({"revision":3})");
  CHECK(fields_of(w.ask(422, "POST", path + "/validate", admin, R"({"tests":[{"nome":"x"}]})")).size() == 1);
}

TEST_CASE("a draft with warnings is published only by force") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const std::string odd =
      R"({"name":"x","start":"a","nodes":{"a":{"type":"send_text","fields":{"text":"hola"},"exits":{}},"b":{"type":"send_text","fields":{"text":"nadie"},"exits":{}}}})";
  const auto path = add_draft(w, admin, odd);
  const auto refused = w.ask(422, "POST", path + "/publish", admin, R"({"revision":1})");
  CHECK(refused.root()["errors"].items().at(0)["reason"].text() == "lint.unreachable");
  CHECK(w.send("POST", path + "/publish", admin, R"({"revision":1,"force":true})").status == 200);
}
