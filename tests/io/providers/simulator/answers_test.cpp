#include "io/providers/meta/interpret.hpp"
#include "io/providers/simulator/world.hpp"

using namespace charla;
using namespace std::chrono_literals;
using tests::simulated_world;
using names = std::vector<std::string>;

namespace {

ports::send_answer interpret(const ports::http_response& r) {
  ports::client_response c;
  c.status = r.status;
  c.headers = r.headers;
  c.body = r.body;
  return meta::interpret(c);
}

} // namespace

TEST_CASE("an answer can be a page, a redirect or a 200 with an error in it", "[simulator][faults]") {
  simulated_world w;
  const auto [fault, status, outcome] = GENERATE(table<std::string, int, std::string>({
      {R"({"html":{"next":1}})", 502, "html"},
      {R"({"html":{"next":1,"status":200}})", 200, "html"},
      {R"({"redirect":{"next":1}})", 302, "redirect"},
      {R"({"ok_with_error":{"next":1,"code":131026}})", 200, "ok_with_error:131026"},
  }));
  w.control("POST", "/control/faults", fault);
  const auto r = w.send();
  CHECK(r->status == status);
  CHECK(interpret(*r).how != ports::send_outcome::accepted);
  w.pass(5s);
  CHECK(w.client.got.empty()); // it was not taken
  CHECK(w.control("GET", "/control/requests").at("requests").at(0).at("outcome").as_string() == outcome);
  CHECK(interpret(*w.send()).how == ports::send_outcome::accepted);
}

TEST_CASE("429 comes with Retry-After and without", "[simulator][faults]") {
  simulated_world w;
  w.control("POST", "/control/faults", R"({"error":{"code":130429,"status":429,"next":2,"retry_after_s":7}})");
  const auto with = w.send();
  CHECK(ports::find_header(with->headers, "Retry-After") == "7");
  CHECK(interpret(*with).wait == 7s);
  w.control("POST", "/control/faults", R"({"error":{"retry_after_s":0}})");
  const auto without = w.send();
  CHECK(without->status == 429);
  CHECK_FALSE(ports::find_header(without->headers, "Retry-After"));
  CHECK(interpret(*without).how == ports::send_outcome::retry_after);
}

TEST_CASE("the connection can close without an answer, before or after the message is taken", "[simulator][faults]") {
  simulated_world w;
  w.control("POST", "/control/faults", R"({"closed_before":{"next":1}})");
  CHECK(w.send()->status == 444);
  w.pass(2s);
  CHECK(w.client.got.empty());
  CHECK(w.control("GET", "/control/requests").at("count") == 0);
  w.control("POST", "/control/faults", R"({"closed_after":{"next":1}})");
  CHECK(w.send()->status == 444);
  w.pass(2s);
  CHECK(w.statuses() == names{"sent", "delivered", "read"});
  CHECK(w.control("GET", "/control").at("counts").at("outcomes").at("closed_after") == 1);
}

TEST_CASE("statuses are withheld until they are released, in their order", "[simulator][faults]") {
  simulated_world w;
  w.control("POST", "/control/faults", R"({"withheld_statuses":{"next":1}})");
  w.send();
  w.pass(1min);
  CHECK(w.client.got.empty());
  CHECK(w.control("GET", "/control").at("statuses_withheld") == 3);
  CHECK(w.control("POST", "/control/release").at("released") == 3);
  w.pass(0ms);
  CHECK(w.statuses() == names{"sent", "delivered", "read"});
  CHECK(w.control("GET", "/control").at("statuses_withheld") == 0);
}

TEST_CASE("templates are submitted, reviewed, listed in pages and taken away", "[simulator][templates]") {
  simulated_world w;
  const std::string door = "/{version}/{account_id}/message_templates";
  const std::vector<std::pair<std::string, std::string>> account{{"version", "v25.0"}, {"account_id", "W1"}};
  const auto submit = [&](const std::string& name) {
    return w.call("POST", door,
                  R"({"name":")" + name
                      + R"(","language":"es_AR","category":"UTILITY","components":[{"type":"BODY","text":"Hola"}]})",
                  account);
  };
  const auto made = submit("uno");
  REQUIRE(made->status == 200);
  CHECK(boost::json::parse(made->body).at("status") == "PENDING");
  CHECK(submit("uno")->status == 400); // it is there
  CHECK(submit("DOS")->status == 400); // lower case only
  CHECK(submit("dos")->status == 200);
  w.pass(2s);
  REQUIRE(w.client.got.size() == 2);
  const auto hook = w.posted(0).at("entry").at(0).at("changes").at(0);
  CHECK(hook.at("field") == "message_template_status_update");
  CHECK(hook.at("value").at("event") == "APPROVED");
  CHECK(hook.at("value").at("message_template_name") == "uno");

  ports::http_request r;
  r.params = account;
  r.headers = {{"Authorization", "Bearer T"}};
  r.query = {{"limit", "1"}};
  const auto first = boost::json::parse(w.ask("GET", door, r)->body);
  CHECK(first.at("data").at(0).at("name") == "uno");
  CHECK(first.at("data").at(0).at("status") == "APPROVED");
  CHECK(first.at("paging").as_object().contains("next"));
  r.query.emplace_back("after", first.at("paging").at("cursors").at("after").as_string().c_str());
  const auto second = boost::json::parse(w.ask("GET", door, r)->body);
  CHECK(second.at("data").at(0).at("name") == "dos");
  CHECK_FALSE(second.at("paging").as_object().contains("next"));
  r.query = {{"name", "uno"}};
  CHECK(w.ask("DELETE", door, r)->status == 200);
  CHECK(w.ask("DELETE", door, r)->status == 404);
  r.headers.clear();
  CHECK(w.ask("GET", door, r)->status == 401);
}

TEST_CASE("a number tells how it is, and what it was set to", "[simulator]") {
  simulated_world w;
  const auto ask = [&](const std::string& id) { return w.call("GET", "/{version}/{id}", {}, {{"id", id}}); };
  CHECK(boost::json::parse(ask("PN1")->body).at("quality_rating") == "GREEN");
  CHECK(ask("PN7")->status == 404);
  w.control("POST", "/control/numbers",
            R"({"id":"PN7","quality":"RED","throughput":"HIGH","limit":"TIER_100K","display":"5491100000007",
                "event":"THROUGHPUT_UPGRADE"})");
  const auto now = boost::json::parse(ask("PN7")->body);
  CHECK(now.at("quality_rating") == "RED");
  CHECK(now.at("throughput").at("level") == "HIGH");
  w.pass(0ms);
  REQUIRE(w.client.got.size() == 1);
  const auto value = w.posted(0).at("entry").at(0).at("changes").at(0).at("value");
  CHECK(value.at("event") == "THROUGHPUT_UPGRADE");
  CHECK(value.at("current_limit") == "TIER_100K");
  CHECK(value.at("display_phone_number") == "5491100000007");
}
