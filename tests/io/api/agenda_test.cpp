#include "booked.hpp"
#include "console.hpp"

using namespace charla;
using namespace charla::api_test;

TEST_CASE("resources are added, changed and switched off", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto made =
      w.ask(200, "POST", resources_path, agent, R"({"name":"Dra. Paz","hours":"mon-fri 09:00-18:00","colour":3})");
  const auto path = resources_path + '/' + text_at(made, "id");
  CHECK(text_at(made, "hours") == "mon-fri 09:00-18:00");
  CHECK(made.root()["active"].boolean() == true);
  CHECK(fields_of(w.ask(422, "POST", resources_path, agent, R"({"name":" ","hours":"at noon","colour":9})"))
        == std::vector<std::string>{"name", "hours", "colour"});
  const auto off = w.ask(200, "PATCH", path, agent, R"({"active":false,"hours":""})");
  CHECK(off.root()["active"].boolean() == false);
  CHECK(text_at(off, "hours").empty());
  CHECK(text_at(off, "name") == "Dra. Paz");
  const auto all = w.ask(200, "GET", resources_path, w.as(ports::role::analyst));
  REQUIRE(all.root()["items"].items().size() == 1);
  CHECK(w.send("POST", resources_path, w.as(ports::role::analyst), R"({"name":"x"})").status == 403);
  CHECK(w.send("PATCH", path, w.as(ports::role::owner, rival), "{}").status == 404);

  const auto refused = w.ask(422, "POST", appointments_path, agent, booking_of(text_at(made, "id"), 10));
  CHECK(refused.root()["errors"].items().at(0)["reason"].text() == "inactive");
}

TEST_CASE("an appointment is booked, seen, moved and cancelled; it stays to be read", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto r = add_resource(w);
  const auto id = w.talk("5491155550100");
  const auto contact = flows::to_string(ports::contact_of(*w.crypto, acme, {"5491155550100", {}}).value());
  const auto made =
      w.ask(200, "POST", appointments_path, agent,
            booking_of(r, 10, R"(,"conversation_id":")" + flows::to_string(id.value()) + R"(","notes":"n")"));
  const auto path = appointments_path + '/' + text_at(made, "id");
  CHECK(text_at(made, "contact_id") == contact); // of the conversation
  CHECK(text_at(made, "contact_name") == "Eva");
  CHECK(text_at(made, "status") == "scheduled");
  CHECK(text_at(made, "starts_at") == "2026-11-19T10:00:00.000Z");
  CHECK(made.root()["revision"].integer() == 1);
  CHECK(text_at(made, "created_by").find('@') != std::string::npos);
  CHECK(w.ask(200, "GET", path, agent).root().dump() == made.root().dump());

  const auto moved = w.ask(200, "PATCH", path, agent,
                           R"({"revision":1,"starts_at":"2026-11-19T08:00:00-03:00","ends_at":"2026-11-19T12:00:00Z",)"
                           R"("contact_id":null,"title":"control"})");
  CHECK(text_at(moved, "starts_at") == "2026-11-19T11:00:00.000Z");
  CHECK(moved.root()["contact_id"].kind() == json::kind::null);
  CHECK(moved.root()["revision"].integer() == 2);
  CHECK(text_at(moved, "notes") == "n");
  CHECK(text_at(w.ask(200, "DELETE", path, agent), "status") == "cancelled");
  CHECK(text_at(w.ask(200, "DELETE", path, agent), "status") == "cancelled"); // again is no harm
  CHECK(text_at(w.ask(200, "GET", path, agent), "title") == "control");
  CHECK(w.send("GET", path, w.as(ports::role::owner, rival)).status == 404);
  CHECK(w.send("DELETE", path, w.as(ports::role::analyst)).status == 403);
}

TEST_CASE("a taken time is refused with who has it, a stale change with what it is now", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto r = add_resource(w);
  const auto first = w.ask(200, "POST", appointments_path, agent, booking_of(r, 10, R"(,"contact_name":"Ana")"));
  const auto taken = w.ask(409, "POST", appointments_path, agent, booking_of(r, 10));
  CHECK(text_at(taken, "type") == "urn:charla:problem:conflict");
  CHECK(taken.root()["conflict"]["id"].text() == text_at(first, "id"));
  CHECK(taken.root()["conflict"]["contact_name"].text() == "Ana");
  CHECK(taken.root()["conflict"]["starts_at"].text() == "2026-11-19T10:00:00.000Z");
  CHECK(taken.root()["conflict"]["title"].exists());
  CHECK(taken.root()["conflict"]["ends_at"].exists());

  const auto path = appointments_path + '/' + text_at(first, "id");
  w.ask(200, "PATCH", path, agent, R"({"revision":1,"notes":"by Ana"})");
  const auto stale = w.ask(409, "PATCH", path, agent, R"({"revision":1,"notes":"by Beto"})");
  CHECK(stale.root()["current"]["notes"].text() == "by Ana");
  CHECK(stale.root()["current"]["revision"].integer() == 2);
  CHECK(fields_of(w.ask(422, "PATCH", path, agent, R"({"notes":"x"})")) == std::vector<std::string>{"revision"});
  w.ask(200, "POST", appointments_path, agent, booking_of(r, 12));
  const auto onto = R"({"revision":2,"starts_at":"2026-11-19T12:10:00Z","ends_at":"2026-11-19T12:20:00Z"})";
  CHECK(w.ask(409, "PATCH", path, agent, onto).root()["conflict"].exists());
}

TEST_CASE("a status goes where it may, under both paths", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto made = w.ask(200, "POST", appointments_path, agent, booking_of(add_resource(w), 10));
  const auto set = [&](int status, const std::string& base, const std::string& next) {
    return w.ask(status, "PUT", base + text_at(made, "id") + "/status", agent, R"({"status":")" + next + "\"}");
  };
  CHECK(text_at(set(200, "/admin/appointments/", "confirmed"), "status") == "confirmed");
  CHECK(set(200, "/admin/appointments/", "confirmed").root()["revision"].integer() == 2); // is so already
  CHECK(text_at(set(200, "/api/v1/appointments/", "attended"), "status") == "attended");
  const auto no = set(409, "/api/v1/appointments/", "cancelled");
  CHECK(no.root()["current"]["status"].text() == "attended");
  CHECK(text_at(set(200, "/api/v1/appointments/", "missed"), "status") == "missed");
  CHECK(fields_of(set(422, "/api/v1/appointments/", "lost")) == std::vector<std::string>{"status"});
}

TEST_CASE("the same key twice makes one appointment and answers the same", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto r = add_resource(w);
  const auto first = w.ask(200, "POST", appointments_path, agent, booking_of(r, 10, R"(,"client_id":"k1")"));
  w.clock.at += std::chrono::minutes{1};
  auto by_header = agent;
  by_header.push_back({"Idempotency-Key", "k1"});
  CHECK(w.ask(200, "POST", appointments_path, by_header, booking_of(r, 10)).root().dump() == first.root().dump());
  const auto other = w.ask(409, "POST", appointments_path, by_header, booking_of(r, 11));
  CHECK(text_at(other, "type") == "urn:charla:problem:idempotency_conflict");
  CHECK(w.ask(200, "GET", appointments_path, agent).root()["items"].items().size() == 1);
}

TEST_CASE("a place is of some length, not too far ahead, and within the hours unless one insists", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto r = add_resource(w, "mon-fri 09:00-13:00, 14:00-18:00");
  w.posix_zone = [](const std::string&) { return flows::result<std::string>{"<-03>3"}; };
  w.open_doors();
  const auto at = [&](const std::string& from, const std::string& to, const std::string& more = "") {
    const auto a = w.send("POST", appointments_path, agent,
                          R"({"resource_id":")" + r + R"(","title":"t","starts_at":")" + from + R"(","ends_at":")" + to
                              + '"' + more + "}");
    if (a.status != 422) return std::to_string(a.status);
    const auto error = read(a.body);
    const auto first = error.root()["errors"].items().at(0);
    return std::string{*first["field"].text()} + ' ' + std::string{*first["reason"].text()};
  };
  const std::string day = "2026-11-19T"; // a Thursday; the tenant's clock is three hours behind UTC
  CHECK(at(day + "15:00:00Z", day + "14:00:00Z") == "ends_at range");
  CHECK(at(day + "15:00:00Z", day + "15:04:00Z") == "ends_at range");
  CHECK(at(day + "15:00:00Z", "2026-11-20T15:05:00Z") == "ends_at range");
  CHECK(at("2029-11-19T15:00:00Z", "2029-11-19T15:30:00Z") == "starts_at range");
  CHECK(at("tomorrow", day + "15:00:00Z") == "starts_at format");
  CHECK(at(day + "11:30:00Z", day + "12:30:00Z") == "starts_at outside_hours"); // 08:30 on the wall
  CHECK(at(day + "15:30:00Z", day + "17:30:00Z") == "starts_at outside_hours"); // over lunch
  CHECK(at(day + "20:30:00Z", day + "21:01:00Z") == "starts_at outside_hours");
  CHECK(at("2026-11-21T15:00:00Z", "2026-11-21T15:30:00Z") == "starts_at outside_hours"); // a Saturday
  CHECK(at(day + "12:00:00Z", day + "16:00:00Z") == "200");                               // to the last minute
  CHECK(at(day + "11:00:00Z", day + "12:00:00Z", R"(,"outside_hours":true)") == "200");
  CHECK(at(day + "17:00:00Z", day + "17:30:00Z", R"(,"contact_id":"5b7c1de0-0000-4000-8000-000000000000")")
        == "contact_id unknown");
  CHECK(at(day + "17:00:00Z", day + "17:30:00Z", R"(,"conversation_id":"x")") == "conversation_id unknown");
  CHECK(at(day + "17:00:00Z", day + "17:30:00Z", R"(,"colour":1)") == "colour unknown");
}

TEST_CASE("the list is a window, by start, in pages, by resource, status and person", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto r = add_resource(w);
  const auto s = add_resource(w);
  (void)w.talk("5491155550100");
  const auto contact = flows::to_string(ports::contact_of(*w.crypto, acme, {"5491155550100", {}}).value());
  w.ask(200, "POST", appointments_path, agent, booking_of(s, 10));
  w.ask(200, "POST", appointments_path, agent, booking_of(r, 11, R"(,"status":"confirmed")"));
  w.ask(200, "POST", appointments_path, agent, booking_of(r, 12, R"(,"contact_id":")" + contact + '"'));
  const auto hours = [&](const std::string& query) {
    std::string all;
    const auto page = w.ask(200, "GET", appointments_path + query, agent);
    for (const auto a : page.root()["items"].items())
      all += std::string{*a["starts_at"].text()}.substr(11, 2) + ' ';
    return all;
  };
  CHECK(hours("") == "10 11 12 ");
  CHECK(hours("?resource=" + r) == "11 12 ");
  CHECK(hours("?status=confirmed") == "11 ");
  CHECK(hours("?contact=" + contact) == "12 ");
  CHECK(hours("?from=2026-11-19T10:30:00Z&to=2026-11-19T12:00:00Z") == "11 ");
  CHECK(hours("?from=2026-11-20T00:00:00Z") == "");
  const auto first = w.ask(200, "GET", appointments_path + "?limit=2", agent);
  CHECK(hours("?limit=2&after=" + text_at(first, "next")) == "12 ");
  CHECK(w.ask(400, "GET", appointments_path + "?after=x", agent).root()["detail"].exists());
  const auto wrong = [&](const std::string& query) {
    return fields_of(w.ask(422, "GET", appointments_path + query, agent)).at(0);
  };
  CHECK(wrong("?from=2026-01-01T00:00:00Z&to=2026-04-12T00:00:00Z") == "to");
  CHECK(wrong("?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z") == "to");
  CHECK(wrong("?from=monday") == "from");
  CHECK(wrong("?resource=x") == "resource");
  CHECK(wrong("?status=x") == "status");
}
