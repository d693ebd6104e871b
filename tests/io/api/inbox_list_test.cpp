#include "console.hpp"
#include "going_on.hpp"

#include <algorithm>

using namespace charla;
using namespace charla::api_test;

namespace {

std::vector<std::string> ids_of(const json::document& d) {
  std::vector<std::string> out;
  for (const auto i : d.root()["items"].items())
    out.emplace_back(*i["id"].text());
  return out;
}

} // namespace

TEST_CASE("the list and the live inbox take the same filter") {
  world w;
  const auto mine = w.talk("5491155550100");
  const auto done = w.talk("5491155550101");
  const auto other = w.talk("5491155550102");
  const auto agent = w.as(ports::role::agent); // agent4@1.test
  turn_on(w, mine, [&](ports::turn_write& t) {
    t.summary.assignee = "agent4@1.test";
    t.summary.labels = {"vip"};
    t.summary.waiting_since = w.clock.now() - std::chrono::minutes{10};
  });
  turn_on(w, done, [&](ports::turn_write& t) { t.summary.status = flows::conversation_status::resolved; });
  const auto key = [](const flows::conversation_id& id) { return flows::to_string(id.value()); };
  const auto agree = [&](const std::string& query, const std::string& filter, std::vector<std::string> wanted) {
    INFO(query);
    auto listed = ids_of(w.ask(200, "GET", "/api/v1/conversations?" + query, agent));
    console c{w, agent};
    c.hear();
    const auto snap = c.say(R"({"t":"sub","id":1,"topic":"inbox","filter":)" + filter + "}");
    std::vector<std::string> live;
    for (const auto i : snap.at(0).root()["items"].items())
      live.emplace_back(*i["k"].text());
    CHECK(listed == live);
    std::sort(listed.begin(), listed.end());
    std::sort(wanted.begin(), wanted.end());
    CHECK(listed == wanted);
  };
  agree("view=all", "{}", {key(mine), key(other)});
  agree("view=mine", R"({"view":"mine"})", {key(mine)});
  agree("view=unassigned", R"({"view":"unassigned"})", {key(other)});
  agree("view=waiting&sort=waiting", R"({"view":"waiting","sort":"waiting"})", {key(mine)});
  agree("view=closed", R"({"view":"closed"})", {key(done)});
  agree("status=resolved", R"({"status":"resolved"})", {key(done)});
  agree("view=all&label=vip", R"({"label":"vip"})", {key(mine)});
  agree("view=all&older_than=300", R"({"older_than":300})", {key(mine)});
  agree("view=all&older_than=900", R"({"older_than":900})", {});
  agree("view=all&channel=wa_main&assignee=agent4@1.test", R"({"channel":"wa_main","assignee":"agent4@1.test"})",
        {key(mine)});
  CHECK(ids_of(w.ask(200, "GET", "/api/v1/conversations", agent)).size() == 3);
}

TEST_CASE("a filter that says nonsense, or the same thing twice, is refused") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto refused = [&](const std::string& query) {
    return fields_of(w.ask(422, "GET", "/api/v1/conversations?" + query, agent));
  };
  using fields = std::vector<std::string>;
  CHECK(refused("view=todas&sort=name&older_than=-1") == fields{"view", "older_than", "sort"});
  CHECK(refused("view=person&mode=bot") == fields{"mode"});
  CHECK(refused("view=mine&assignee=beto@example.com") == fields{"assignee"});
  CHECK(refused("channel=wa_rival&unread=yes") == fields{"channel", "unread"});
  console c{w, agent};
  c.hear();
  for (const std::string filter : {R"({"view":"todas"})", R"({"view":7})", R"({"older_than":"x"})", R"({"unread":3})",
                                   R"({"channel":"wa_rival"})", R"({"sort":{}})"}) {
    const auto err = c.say(R"({"t":"sub","id":1,"topic":"inbox","filter":)" + filter + "}");
    INFO(filter);
    CHECK(err.at(0).root()["code"].text() == "bad_filter");
  }
}

TEST_CASE("a row that no longer waits leaves the live view of those who do") {
  world w;
  const auto id = w.talk("5491155550100");
  turn_on(w, id, [&](ports::turn_write& t) { t.summary.waiting_since = w.clock.now(); });
  console c{w, w.as(ports::role::agent)};
  c.hear();
  const auto snap = c.say(R"({"t":"sub","id":1,"topic":"inbox","filter":{"view":"waiting"}})");
  REQUIRE(snap.at(0).root()["items"].items().size() == 1);
  auto row = **w.admin->conversation(acme, id);
  row.summary.waiting_since.reset();
  w.engine.publish(acme, w.clock.now(), ports::conversation_changed{row});
  CHECK(c.hear().at(0).root()["ops"].items().at(0)["op"].text() == "del");
}
