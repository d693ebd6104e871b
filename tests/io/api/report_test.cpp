#include "io/api/show.hpp"
#include "thread.hpp"

using namespace charla;
using namespace charla::api_test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

ports::send_fact refused(std::int32_t code, const std::string& text) {
  ports::send_fact f;
  f.how = ports::send_fact::outcome::failed;
  f.error_code = code;
  f.error_text = text;
  return f;
}

std::vector<std::string> ids_of(const json::document& page) {
  std::vector<std::string> ids;
  for (const auto item : page.root()["items"].items())
    ids.emplace_back(*item["id"].text());
  return ids;
}

std::vector<std::string> ids_of(std::initializer_list<flows::conversation_id> all) {
  std::vector<std::string> ids;
  for (const auto& id : all)
    ids.push_back(flows::to_string(id.value()));
  return ids;
}

/// Four days of a small shop.
struct shop {
  world w;
  headers who = w.as(ports::role::analyst);
  flows::timestamp t0 = w.clock.now() - hours{96};
  thread_of alone{w, 1}, handed{w, 2}, taken{w, 3}, old{w, 4};

  shop() {
    alone.customer(t0).bot(t0 + seconds{3}).customer(t0 + hours{1}).bot(t0 + hours{1} + seconds{5});
    alone.note(t0 + hours{2}, "status_changed", "resolved by the flow");
    handed.customer(t0 + hours{24}).bot(t0 + hours{24} + seconds{2}, refused(131026, "undeliverable"));
    handed.bot(t0 + hours{24} + seconds{9}).note(t0 + hours{24} + seconds{9}, "handoff", "precio mayorista");
    handed.customer(t0 + hours{25}).customer(t0 + hours{26});
    taken.control = flows::control_effect{flows::control_mode::human, w.clock.now() + hours{24}};
    taken.note(t0 + hours{48}, "control_changed", "human by ana@acme.example: enojado").person(t0 + hours{49});
    taken.customer(t0 + hours{50}).customer(t0 + hours{51});
    old.customer(t0 - hours{24 * 30}).bot(t0 - hours{24 * 30} + seconds{1});
  }
};

} // namespace

TEST_CASE("the figures of a week say who started, who spoke, how fast and why people were called", "[report]") {
  shop s;
  const auto r = s.w.ask(200, "GET", "/api/v1/reports/overview", s.who);
  const auto v = r.root();
  CHECK(v["complete"].boolean() == true);
  CHECK(v["conversations"]["started"].integer() == 3);
  CHECK(v["conversations"]["active"].integer() == 3);
  CHECK(v["conversations"]["resolved"].integer() == 1);
  CHECK(v["messages"]["inbound"].integer() == 7);
  CHECK(v["messages"]["bot"].integer() == 4);
  CHECK(v["messages"]["human"].integer() == 1);
  CHECK(v["messages"]["system"].integer() == 0); // notes are no messages
  CHECK(v["first_response"]["count"].integer() == 3);
  CHECK(v["first_response"]["p50_ms"].integer() == 5000);
  CHECK(v["first_response"]["p95_ms"].integer() == 9000); // a bubble that failed answers nobody
  CHECK(v["waiting_now"]["count"].integer() == 1);
  CHECK(v["waiting_now"]["oldest_since"].text() == api::show_time(s.t0 + hours{50}));
  CHECK(v["containment"]["handled"].integer() == 3);
  CHECK(v["containment"]["by_bot_alone"].integer() == 1);
  CHECK(v["containment"]["share"].number() == Approx(1.0 / 3));
  REQUIRE(v["handoffs"].items().size() == 2);
  CHECK(v["handoffs"].items()[0]["reason"].text() == "enojado");
  CHECK(v["handoffs"].items()[1]["reason"].text() == "precio mayorista");
  CHECK(v["failures"]["messages"].integer() == 1);
  CHECK(v["failures"]["by_code"].items().at(0)["code"].integer() == 131026);
  CHECK(v["failures"]["by_code"].items().at(0)["text"].text() == "undeliverable");
}

TEST_CASE("what the provider charges for is counted by its category", "[report]") {
  shop s;
  thread_of paid{s.w, 5};
  flows::template_content hello;
  hello.name = "hola";
  hello.language = "es";
  paid.line(s.t0, flows::direction::outbound, flows::author::system, hello)
      .status(flows::message_status::delivered, R"({"billable":true,"category":"MARKETING","pricing_model":"PMP"})");
  paid.customer(s.t0 + hours{1}).bot(s.t0 + hours{1} + seconds{1});
  paid.status(flows::message_status::delivered, R"({"billable":false,"category":"service"})");
  const auto r = s.w.ask(200, "GET", "/api/v1/reports/overview", s.who);
  const auto cost = r.root()["cost"];
  CHECK(cost["templates_sent"].integer() == 1);
  REQUIRE(cost["by_category"].items().size() == 2);
  CHECK(cost["by_category"].items()[0]["category"].text() == "marketing");
  CHECK(cost["by_category"].items()[0]["billable"].integer() == 1);
  CHECK(cost["by_category"].items()[1]["category"].text() == "service");
  CHECK(cost["by_category"].items()[1]["messages"].integer() == 1);
  CHECK(cost["by_category"].items()[1]["billable"].integer() == 0);
  CHECK(r.root()["messages"]["system"].integer() == 1);
}

TEST_CASE("every figure leads to the conversations behind it", "[report]") {
  shop s;
  const auto behind = [&](const std::string& query) {
    return ids_of(s.w.ask(200, "GET", "/api/v1/reports/conversations?" + query, s.who));
  };
  CHECK(behind("figure=started") == ids_of({s.taken.id, s.handed.id, s.alone.id}));
  CHECK(behind("figure=resolved") == ids_of({s.alone.id}));
  CHECK(behind("figure=bot_alone") == ids_of({s.alone.id}));
  CHECK(behind("figure=handed_over") == ids_of({s.taken.id, s.handed.id}));
  CHECK(behind("figure=handed_over&reason=enojado") == ids_of({s.taken.id}));
  CHECK(behind("figure=failed") == ids_of({s.handed.id}));
  CHECK(behind("figure=failed&code=131026") == ids_of({s.handed.id}));
  CHECK(behind("figure=failed&code=131047").empty());
  CHECK(behind("figure=waiting") == ids_of({s.taken.id}));
  CHECK(behind("figure=slow") == ids_of({s.handed.id}));
}

TEST_CASE("the conversations behind a figure come in pages that lose nobody", "[report]") {
  shop s;
  std::vector<std::string> all;
  std::string after;
  int pages = 0;
  do {
    const auto page = s.w.ask(200, "GET", "/api/v1/reports/conversations?figure=started&limit=1&after=" + after, s.who);
    for (auto& id : ids_of(page))
      all.push_back(id);
    after = page.root()["next"].text().value_or("");
  } while (!after.empty() && ++pages < 10);
  CHECK(all == ids_of({s.taken.id, s.handed.id, s.alone.id}));
}

TEST_CASE("the days of a series are those of the tenant's clocks", "[report]") {
  world w;
  w.posix_zone = [](const std::string&) -> flows::result<std::string> { return "<-03>3"; };
  w.open_doors();
  const auto who = w.as(ports::role::agent);
  thread_of c{w, 1};
  // 2026-11-18 is a Wednesday; its first hours in UTC are still the 17th in Buenos Aires.
  const auto midnight = flows::from_unix_ms(1'794'960'000'000);
  c.customer(midnight - hours{1}).bot(midnight - hours{1} + seconds{4});
  c.customer(midnight + hours{2}).customer(midnight + hours{4});
  const std::string range = "from=2026-11-17T00:00:00-03:00&to=2026-11-19T00:00:00-03:00";
  const auto days = w.ask(200, "GET", "/api/v1/reports/series?step=day&" + range, who);
  const auto points = days.root()["points"].items();
  REQUIRE(points.size() == 2);
  CHECK(points[0]["at"].text() == "2026-11-17T03:00:00.000Z");
  CHECK(points[0]["inbound"].integer() == 2);
  CHECK(points[0]["bot"].integer() == 1);
  CHECK(points[0]["started"].integer() == 1);
  CHECK(points[0]["first_response_p50_ms"].integer() == 4000);
  CHECK(points[1]["inbound"].integer() == 1);
  CHECK(points[1]["first_response_p50_ms"].exists());
  CHECK_FALSE(points[1]["first_response_p50_ms"].integer());
  const auto hourly = w.ask(200, "GET", "/api/v1/reports/series?step=hour&" + range, who);
  REQUIRE(hourly.root()["points"].items().size() == 48);
  CHECK(hourly.root()["points"].items()[20]["inbound"].integer() == 1);
}

TEST_CASE("a range that makes no sense is refused by its field", "[report]") {
  world w;
  const auto who = w.as(ports::role::owner);
  const auto refused_fields = [&](const std::string& target) { return fields_of(w.ask(422, "GET", target, who)); };
  CHECK(refused_fields("/api/v1/reports/overview?from=yesterday") == std::vector<std::string>{"from"});
  CHECK(refused_fields("/api/v1/reports/overview?from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z")
        == std::vector<std::string>{"from"});
  CHECK(refused_fields("/api/v1/reports/overview?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")
        == std::vector<std::string>{"from"});
  CHECK(refused_fields("/api/v1/reports/overview?channel=nobody") == std::vector<std::string>{"channel"});
  CHECK(refused_fields("/api/v1/reports/series?step=month") == std::vector<std::string>{"step"});
  CHECK(refused_fields("/api/v1/reports/conversations?figure=all") == std::vector<std::string>{"figure"});
  CHECK(refused_fields("/api/v1/reports/conversations?figure=failed&code=x") == std::vector<std::string>{"code"});
}

TEST_CASE("reports are for who may read them, and of their own tenant", "[report][isolation]") {
  shop s;
  s.w.ask(403, "GET", "/api/v1/reports/overview", s.w.with_key({"conversations:read"}));
  s.w.ask(200, "GET", "/api/v1/reports/overview", s.w.with_key({"reports:read"}));
  const auto theirs = s.w.as(ports::role::admin, rival);
  CHECK(s.w.ask(200, "GET", "/api/v1/reports/overview", theirs).root()["messages"]["inbound"].integer() == 0);
  CHECK(ids_of(s.w.ask(200, "GET", "/api/v1/reports/conversations?figure=started", theirs)).empty());
}
