#include "flow_given.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

/// Version 1 asks; the draft that becomes version 2 has another kind of step in its place.
std::string question_twice(world& w, const headers& who, const std::string& second) {
  const auto path = add_live(w, who, question("¿Quién?"));
  w.ask(200, "PUT", path + "/draft", who, draft_of(second, 1));
  w.ask(200, "POST", path + "/publish", who, R"({"revision":2,"force":true})");
  return path;
}

const flows::flow_version first{flows::flow_id{1}, 1};

} // namespace

TEST_CASE("runs are listed by flow, version, status and conversation, page by page") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_live(w, admin, question("¿Quién?"));
  const auto eva = w.talk("5491155550100");
  const auto leo = w.talk("5491155550101");
  commit_run(w, eva, waiting_run(first, "ask"));
  w.clock.at += flows::milliseconds{1000};
  auto over = waiting_run(first, "end");
  over.status = flows::run_status::completed;
  over.ended_at = w.clock.now();
  commit_run(w, leo, over);
  const auto page = w.ask(200, "GET", "/api/v1/runs?limit=1", admin);
  REQUIRE(page.root()["items"].items().size() == 1);
  const auto newest = page.root()["items"].items()[0];
  CHECK(newest["conversation_id"].text() == flows::to_string(leo.value()));
  CHECK(newest["status"].text() == "completed");
  CHECK(newest["variables"]["nombre"].text() == "Eva");
  const auto next = std::string{page.root()["next"].text().value_or("")};
  const auto rest = w.ask(200, "GET", "/api/v1/runs?limit=1&after=" + next, admin);
  CHECK(rest.root()["items"].items().at(0)["conversation_id"].text() == flows::to_string(eva.value()));
  const auto count = [&](const std::string& target) {
    return w.ask(200, "GET", target, admin).root()["items"].items().size();
  };
  CHECK(count(path + "/runs") == 2);
  CHECK(count(path + "/runs?status=waiting") == 1);
  CHECK(count(path + "/runs?version=2") == 0);
  CHECK(count("/api/v1/runs?flow=9") == 0);
  CHECK(count("/api/v1/runs?conversation=" + flows::to_string(eva.value())) == 1);
  CHECK(fields_of(w.ask(422, "GET", "/api/v1/runs?flow=x&version=y&status=z&conversation=q", admin))
        == std::vector<std::string>{"flow", "version", "status", "conversation"});
  const auto blind = w.ask(200, "GET", "/api/v1/runs", w.with_key({"flows:read"}));
  CHECK(blind.root()["items"].items().at(0)["variables"].kind() == json::kind::null);
}

TEST_CASE("the funnel counts who came to each step, who left by which exit and who waits there") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_live(w, admin, question("¿Quién?"));
  commit_run(w, w.talk("5491155550100"), waiting_run(first, "ask"));
  commit_run(w, w.talk("5491155550101"), waiting_run(first, "ask"));
  const auto f = w.ask(200, "GET", path + "/funnel", admin);
  CHECK(f.root()["version"].integer() == 1);
  CHECK(f.root()["start"].text() == "ask");
  const auto steps = f.root()["steps"].items();
  REQUIRE(steps.size() == 2);
  CHECK(steps[0]["id"].text() == "ask");
  CHECK(steps[0]["entered"].integer() == 2);
  CHECK(steps[0]["waiting"].integer() == 2);
  CHECK(steps[0]["exits"]["next"].integer() == 2);
  CHECK(steps[1]["entered"].integer() == 0);
  CHECK(w.send("GET", path + "/funnel?version=9", admin).status == 404);
  CHECK(w.send("GET", path + "/funnel?version=x", admin).status == 422);
}

TEST_CASE("runs whose step is the same kind in the other version are told to go on there") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = question_twice(w, admin, question("¿Cómo te llamas?"));
  const auto eva = w.talk("5491155550100");
  const auto leo = w.talk("5491155550101");
  commit_run(w, eva, waiting_run(first, "ask"));
  commit_run(w, leo, waiting_run(first, "gone"));
  const auto seen = w.ask(200, "GET", path + "/versions/1/move-preview?to=2", admin);
  CHECK(seen.root()["can"].integer() == 1);
  CHECK(seen.root()["cannot"].integer() == 1);
  CHECK(seen.root()["reasons"].items().at(0)["why"].text() == "step_missing");
  const auto moved = w.ask(200, "POST", path + "/move", admin, R"({"from":1,"to":2})");
  CHECK(moved.root()["sent"].integer() == 1);
  CHECK(moved.root()["lost"].integer() == 0);
  REQUIRE(w.engine.commands.size() == 1);
  CHECK(w.engine.commands[0].to.wa_id == "5491155550100");
  const auto& request = std::get<ports::change_run>(w.engine.commands[0].what).request;
  CHECK(request.what == flows::run_request::act::move);
  CHECK(request.flow == flows::flow_id{1});
  CHECK(request.version == 2);
  const auto only = R"({"from":1,"to":2,"conversations":[")" + flows::to_string(leo.value()) + R"("]})";
  CHECK(w.ask(200, "POST", path + "/move", admin, only).root()["sent"].integer() == 0);
  w.engine.command_answer.how = ports::command_result::outcome::unavailable;
  CHECK(w.ask(200, "POST", path + "/move", admin, R"({"from":1,"to":2})").root()["lost"].integer() == 1);
}

TEST_CASE("a run that waits in a step of another kind stays") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = question_twice(
      w, admin,
      R"({"name":"x","start":"ask","nodes":{"ask":{"type":"send_text","fields":{"text":"hola"},"exits":{}}}})");
  commit_run(w, w.talk("5491155550100"), waiting_run(first, "ask"));
  const auto seen = w.ask(200, "GET", path + "/versions/1/move-preview?to=2", admin);
  CHECK(seen.root()["can"].integer() == 0);
  CHECK(seen.root()["reasons"].items().at(0)["why"].text() == "type_changed");
}

TEST_CASE("a move that names no versions of the flow is refused by the field") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = add_live(w, admin, question("¿Quién?"));
  CHECK(fields_of(w.ask(422, "POST", path + "/move", admin, "{}")) == std::vector<std::string>{"from", "to"});
  CHECK(fields_of(w.ask(422, "POST", path + "/move", admin, R"({"from":1,"to":1})")) == std::vector<std::string>{"to"});
  CHECK(fields_of(w.ask(422, "POST", path + "/move", admin, R"({"from":1,"to":9})")) == std::vector<std::string>{"to"});
  CHECK(fields_of(w.ask(422, "POST", path + "/move", admin, R"({"from":1,"to":2,"conversations":["x"]})"))
        == std::vector<std::string>{"conversations"});
  CHECK(w.send("GET", path + "/versions/1/move-preview", admin).status == 422);
}

TEST_CASE("another tenant sees no runs, no funnel and moves nobody") {
  world w;
  const auto path = add_live(w, w.as(ports::role::admin), question("¿Quién?"));
  commit_run(w, w.talk("5491155550100"), waiting_run(first, "ask"));
  const auto stranger = w.as(ports::role::admin, rival);
  CHECK(w.ask(200, "GET", "/api/v1/runs", stranger).root()["items"].items().empty());
  CHECK(w.ask(200, "GET", "/api/v1/runs?flow=1", stranger).root()["items"].items().empty());
  for (const std::string rest : {"/runs", "/funnel", "/versions/1/move-preview?to=2"})
    CHECK(w.send("GET", path + rest, stranger).status == 404);
  CHECK(w.send("POST", path + "/move", stranger, R"({"from":1,"to":2})").status == 404);
  CHECK(w.engine.commands.empty());
}

TEST_CASE("timers are listed as they come due, each with what it is for") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto id = w.talk("5491155550100");
  const auto in = [&](int seconds) { return std::optional{w.clock.now() + std::chrono::seconds{seconds}}; };
  commit_timers(w, id,
                {{"override", in(40), ""},
                 {"message:recordatorio", in(30), ""},
                 {"trigger:1/0", in(20), ""},
                 {"run:1", in(10), "wait"},
                 {"run:2", in(50), "expiry"}});
  std::vector<std::string> kinds;
  std::string after;
  do {
    const auto page = w.ask(200, "GET", "/api/v1/timers?limit=2&after=" + after, admin);
    for (const auto t : page.root()["items"].items()) {
      kinds.emplace_back(t["kind"].text().value_or("?"));
      CHECK(t["conversation_id"].text() == flows::to_string(id.value()));
    }
    after = page.root()["next"].text().value_or("");
  } while (!after.empty());
  CHECK(kinds == std::vector<std::string>{"wait", "trigger", "message", "hand_back", "expiry"});
  CHECK(w.ask(200, "GET", "/api/v1/timers", w.as(ports::role::admin, rival)).root()["items"].items().empty());
}
