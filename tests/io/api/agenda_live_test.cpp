#include "booked.hpp"
#include "console.hpp"

#include "io/api/agenda/calendar.hpp"

#include <set>

using namespace charla;
using namespace charla::api_test;

namespace {

std::string t_of(const json::document& d) { return text_at(d, "t"); }

std::string sub_agenda(const std::string& filter) {
  return R"({"t":"sub","id":"a","topic":"agenda","filter":)" + filter + "}";
}

/// `<op> <hour> <status>` of the ops of the frames that came.
std::string told(const std::vector<json::document>& frames) {
  std::string all;
  for (const auto& f : frames) {
    for (const auto op : f.root()["ops"].items())
      all += op.dump() + '\n';
  }
  return all;
}

} // namespace

TEST_CASE("the agenda is live: a snapshot of its window, then what is booked, moved and cancelled", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto r = add_resource(w);
  const auto s = add_resource(w);
  const auto first = text_at(w.ask(200, "POST", appointments_path, agent, booking_of(r, 10)), "id");
  const auto gone = text_at(w.ask(200, "POST", appointments_path, agent, booking_of(r, 11)), "id");
  w.ask(200, "DELETE", appointments_path + '/' + gone, agent);
  console c{w, w.as(ports::role::analyst)};
  c.hear();
  const auto frames =
      c.say(sub_agenda(R"({"from":"2026-11-19T00:00:00Z","to":"2026-11-20T00:00:00Z","resource":")" + r + "\"}"));
  REQUIRE(t_of(frames.at(0)) == "snap");
  const auto snap = frames[0].root().dump();
  CHECK(snap.find(first) != std::string::npos);
  CHECK(snap.find(gone) == std::string::npos);

  const auto next = text_at(w.ask(200, "POST", appointments_path, agent, booking_of(r, 12)), "id");
  w.ask(200, "POST", appointments_path, agent, booking_of(s, 12)); // of another resource
  auto news = told(c.hear());
  CHECK(news.find(next) != std::string::npos);
  CHECK(news.find("\"put\"") != std::string::npos);
  w.ask(200, "DELETE", appointments_path + '/' + next, agent);
  news = told(c.hear());
  CHECK(news.find("\"del\"") != std::string::npos);
  CHECK(news.find(next) != std::string::npos);
  w.ask(200, "PATCH", appointments_path + '/' + first, agent,
        R"({"revision":1,"starts_at":"2026-11-22T10:00:00Z","ends_at":"2026-11-22T11:00:00Z"})");
  news = told(c.hear());
  CHECK(news.find("\"del\"") != std::string::npos);
  CHECK(news.find(first) != std::string::npos);
}

TEST_CASE("the live agenda wants a window and the right to read it", "[agenda]") {
  world w;
  console c{w, w.as(ports::role::agent)};
  c.hear();
  for (const auto* filter :
       {"{}", R"({"from":"2026-11-19T00:00:00Z"})", R"({"from":"2026-01-01T00:00:00Z","to":"2026-06-01T00:00:00Z"})",
        R"({"from":"2026-11-19T00:00:00Z","to":"2026-11-20T00:00:00Z","resource":"x"})"}) {
    const auto err = c.say(sub_agenda(filter));
    REQUIRE(t_of(err.at(0)) == "err");
    CHECK(text_at(err[0], "code") == "bad_filter");
  }
  console k{w, w.with_key({"conversations:read"})};
  k.hear();
  CHECK(text_at(k.say(sub_agenda(R"({"from":"2026-11-19T00:00:00Z","to":"2026-11-20T00:00:00Z"})")).at(0), "code")
        == "forbidden");
}

TEST_CASE("the event stream tells of appointments by the names that programs know", "[agenda]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto open = [&](const headers& h) {
    auto accepted = w.routes.streams.at(0).second(upgrade(h));
    REQUIRE(accepted.on_open);
    auto channel = std::make_shared<kept_channel>();
    accepted.on_open(channel);
    return std::pair{channel, accepted.on_close};
  };
  const auto [seen, close_seen] = open(w.with_key({"conversations:read", "agenda:read"}));
  const auto [blind, close_blind] = open(w.with_key({"conversations:read"}));
  const auto id = text_at(w.ask(200, "POST", appointments_path, agent, booking_of(add_resource(w), 10)), "id");
  w.ask(200, "PUT", "/admin/appointments/" + id + "/status", agent, R"({"status":"confirmed"})");
  w.ask(200, "PUT", "/admin/appointments/" + id + "/status", agent, R"({"status":"cancelled"})");
  w.run_later();
  REQUIRE(seen->frames.size() == 4);
  CHECK(seen->frames[1].find(R"("type":"NEW_APPOINTMENT","appointment":{"id":")" + id) != std::string::npos);
  CHECK(seen->frames[2].find(R"("type":"APPOINTMENT_UPDATED")") != std::string::npos);
  CHECK(seen->frames[2].find(R"("status":"confirmed")") != std::string::npos);
  CHECK(seen->frames[3].find(R"("type":"APPOINTMENT_DELETED")") != std::string::npos);
  CHECK(blind->frames.size() == 1);
}

TEST_CASE("subscribers are told by ids, each change once", "[agenda]") {
  world w;
  const auto owner = w.as(ports::role::owner);
  const auto hook = text_at(
      w.ask(200, "POST", "/api/v1/webhooks", owner,
            R"({"url":"https://hooks.example.com/a","events":["appointment.created","appointment.cancelled"]})"),
      "id");
  const auto r = add_resource(w);
  const auto id = text_at(
      w.ask(200, "POST", appointments_path, owner, booking_of(r, 10, R"(,"client_id":"k","contact_name":"Ana")")),
      "id");
  w.ask(200, "POST", appointments_path, owner, booking_of(r, 10, R"(,"client_id":"k","contact_name":"Ana")"));
  w.ask(409, "POST", appointments_path, owner, booking_of(r, 10));
  w.ask(200, "PUT", "/admin/appointments/" + id + "/status", owner, R"({"status":"confirmed"})");
  w.ask(200, "DELETE", appointments_path + '/' + id, owner);
  const auto told = w.ask(200, "GET", "/api/v1/webhooks/" + hook + "/deliveries", owner);
  std::multiset<std::string> types;
  for (const auto d : told.root()["items"].items()) {
    types.emplace(*d["type"].text());
    const auto one =
        w.ask(200, "GET", "/api/v1/webhooks/" + hook + "/deliveries/" + std::string{*d["id"].text()}, owner);
    CHECK(one.root()["body"]["data"]["appointment_id"].text() == id);
    CHECK(one.root().dump().find("Ana") == std::string::npos);
  }
  CHECK(types == std::multiset<std::string>{"appointment.cancelled", "appointment.created"});
}

TEST_CASE("a calendar file is escaped, folded and in UTC", "[agenda]") {
  ports::appointment_row a;
  a.id = ports::appointment_id{*flows::parse_uuid("5b7c1de0-0000-4000-8000-000000000001")};
  a.title = "Corte; lavado, y\npeinado \\ a las 5";
  a.contact_name = "Ñandú " + std::string(80, 'x') + "ñññññññññññññññññññññññ";
  a.starts_at = flows::from_unix_ms(1'795'082'400'000);
  a.ends_at = flows::from_unix_ms(1'795'084'200'000);
  a.created_at = a.updated_at = flows::from_unix_ms(1'795'000'000'000);
  a.status = ports::appointment_status::cancelled;
  a.revision = 3;
  const auto file = api::calendar_of({a});
  std::string unfolded;
  for (std::size_t at = 0; at < file.size();) {
    const auto end = file.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(end - at <= 75);
    CHECK((static_cast<unsigned char>(file[at]) & 0xc0u) != 0x80u); // no character is cut
    if (file[at] == ' ')
      unfolded += file.substr(at + 1, end - at - 1);
    else
      unfolded += '\n' + file.substr(at, end - at);
    at = end + 2;
  }
  const auto has = [&](const std::string& line) { return unfolded.find('\n' + line + '\n') != std::string::npos; };
  CHECK(has(R"(SUMMARY:Corte\; lavado\, y\npeinado \\ a las 5 - )" + a.contact_name));
  CHECK(has("DTSTART:20261119T100000Z"));
  CHECK(has("DTEND:20261119T103000Z"));
  CHECK(has("STATUS:CANCELLED"));
  CHECK(has("SEQUENCE:2"));
  CHECK(has("UID:5b7c1de0-0000-4000-8000-000000000001@charla"));
  CHECK(has("VERSION:2.0"));

  world w;
  w.ask(200, "POST", appointments_path, w.as(ports::role::agent), booking_of(add_resource(w), 10));
  const auto got = w.send("GET", appointments_path + "/calendar.ics", w.as(ports::role::analyst));
  CHECK(got.status == 200);
  CHECK(header_of(got, "Content-Type") == "text/calendar; charset=utf-8");
  CHECK(got.body.find("DTSTART:20261119T100000Z\r\n") != std::string::npos);
  CHECK(got.body.find("STATUS:TENTATIVE\r\n") != std::string::npos);
}
