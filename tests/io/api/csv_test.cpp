#include "fixture.hpp"
#include "io/api/people/csv.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

using cells = std::vector<std::string>;
const std::string import = "/api/v1/contacts/import";

headers csv(headers h) {
  h.push_back({"Content-Type", "text/csv"});
  return h;
}

std::vector<cells> cells_of(const std::string& text) {
  const auto rows = api::parse_csv(text, 100);
  REQUIRE(rows);
  std::vector<cells> out;
  for (const auto& r : *rows)
    out.push_back(r.cells);
  return out;
}

std::vector<std::string> told(const json::document& report) {
  std::vector<std::string> out;
  for (const auto p : report.root()["problems"].items())
    out.push_back(std::to_string(*p["line"].integer()) + ' ' + std::string{*p["field"].text()} + ' '
                  + std::string{*p["reason"].text()});
  return out;
}

} // namespace

TEST_CASE("CSV is read as RFC 4180 has it, and as spreadsheets write it", "[csv]") {
  CHECK(cells_of("a,b\r\n1,2\r\n") == std::vector<cells>{{"a", "b"}, {"1", "2"}});
  CHECK(cells_of("\xEF\xBB\xBF"
                 "a;b\n1,5;2")
        == std::vector<cells>{{"a", "b"}, {"1,5", "2"}});
  CHECK(cells_of("a\tb\n1\t2\n") == std::vector<cells>{{"a", "b"}, {"1", "2"}});
  CHECK(cells_of("a,b\n\"x,\"\"y\"\"\r\nz\",\n") == std::vector<cells>{{"a", "b"}, {"x,\"y\"\r\nz", ""}});
  CHECK(cells_of("\n\na\n\n") == std::vector<cells>{{"a"}});
  CHECK(cells_of("").empty());
}

TEST_CASE("a row knows its line, also behind cells of several lines", "[csv]") {
  const auto rows = api::parse_csv("a\n\"x\ny\"\n\nz\n", 100);
  REQUIRE(rows);
  CHECK(rows->at(1).line == 2);
  CHECK(rows->at(2).line == 5);
}

TEST_CASE("CSV that cannot be read is told with its line", "[csv]") {
  const auto code = [](const std::string& text) {
    const auto rows = api::parse_csv(text, 3);
    return rows ? std::string{} : rows.error().code + '@' + rows.error().where;
  };
  CHECK(code("a\n\"b") == "csv.quotes@2");
  CHECK(code("a\n\"b\"c\n") == "csv.quotes@2");
  CHECK(code("a\nJos\xE9\n") == "csv.encoding@");
  CHECK(code("a\nb\nc\nd\n") == "csv.too_many@4");
  CHECK(code("a\nb\nc\n").empty());
}

TEST_CASE("no cell that is written is a formula, and each is read back as it was", "[csv]") {
  const cells tricky{"=1+1", "+54", "-2", "@x", "a,b", "say \"hi\"", "two\nlines", "plain", ""};
  std::string text;
  api::write_csv_row(text, tricky);
  CHECK(text.find("=1+1") == text.find("'=1+1") + 1);
  auto rows = cells_of(text);
  REQUIRE(rows.size() == 1);
  for (auto& c : rows[0])
    c = std::string{api::unguarded(c)};
  CHECK(rows[0] == tricky);
}

TEST_CASE("a file's good rows go in, and each bad one says why and what to do", "[csv]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const std::string file = "phone,name,tags,locale,consent,attr:ciudad\r\n"
                           "+54 9 11 5555-0101,Ana,\"vip,new\",es,opted_in,Rosario\r\n"
                           "5.49E+12,Beto,,,,\r\n"
                           "5491155550103,Caro,,,maybe,\r\n"
                           "541155550101,Ana otra vez,,,,\r\n"
                           ",Nadie,,,,\r\n"
                           "5491155550106,Dora,,,,,,\r\n"
                           "5491155550107,Eva\r\n";
  const auto dry = w.ask(200, "POST", import + "?dry_run=true", csv(agent), file);
  CHECK(dry.root()["added"].integer() == 2);
  CHECK(w.ask(200, "GET", "/api/v1/contacts", agent).root()["items"].items().empty());
  const auto report = w.ask(200, "POST", import, csv(agent), file);
  CHECK(report.root()["rows"].integer() == 7);
  CHECK(report.root()["added"].integer() == 2);
  CHECK(report.root()["refused"].integer() == 5);
  CHECK(told(report)
        == std::vector<std::string>{"3 phone phone", "4 consent not_one_of", "5 phone duplicate", "6 phone required",
                                    "7 row too_many"});
  const auto ana = w.ask(200, "GET", "/api/v1/contacts?tag=vip", agent).root()["items"].items().size();
  CHECK(ana == 1);
  const auto again = w.ask(200, "POST", import, csv(agent), file);
  CHECK(again.root()["unchanged"].integer() == 2);
  CHECK(again.root()["added"].integer() == 0);
}

TEST_CASE("an import finds a person by the other spelling, adds to what is known and tells their flows", "[csv]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  w.talk("5491155550100");
  const auto report = w.ask(200, "POST", import, csv(agent), "phone;tags;attr:plan\n541155550100;vip;gold\n");
  CHECK(report.root()["changed"].integer() == 1);
  const auto items = w.ask(200, "GET", "/api/v1/contacts", agent);
  REQUIRE(items.root()["items"].items().size() == 1);
  CHECK(items.root()["items"].items().at(0)["phone"].text() == "5491155550100");
  CHECK(items.root()["items"].items().at(0)["attributes"]["plan"].text() == "gold");
  REQUIRE(w.engine.commands.size() == 1);
  CHECK(std::get<ports::tell_contact>(w.engine.commands.at(0).what).change.tags_added
        == std::vector<std::string>{"vip"});
}

TEST_CASE("conversations that cannot be told are counted in the report", "[csv]") {
  world w;
  w.talk("5491155550100");
  w.engine.command_answer.how = ports::command_result::outcome::overloaded;
  const auto report = w.ask(200, "POST", import, csv(w.as(ports::role::agent)), "phone,name\n5491155550100,Eva Paz\n");
  CHECK(report.root()["untold"].integer() == 1);
}

TEST_CASE("an import that takes too long says where it stopped, and goes on when it is sent again", "[csv]") {
  world w;
  const auto agent = csv(w.as(ports::role::agent));
  const std::string file = "phone\n5491155550101\n5491155550102\n5491155550103\n5491155550104\n";
  w.clock.each_look = std::chrono::seconds{10};
  const auto first = w.ask(200, "POST", import, agent, file);
  CHECK(first.root()["rows"].integer() == 2);
  CHECK(first.root()["added"].integer() == 2);
  CHECK(first.root()["next_line"].integer() == 4);
  w.clock.each_look = flows::milliseconds{0};
  const auto second = w.ask(200, "POST", import, agent, file);
  CHECK(second.root()["unchanged"].integer() == 2);
  CHECK(second.root()["added"].integer() == 2);
  CHECK(second.root()["next_line"].kind() == json::kind::null);
}

TEST_CASE("a file does not turn a no into a yes", "[csv]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  w.ask(200, "POST", "/api/v1/contacts", agent, R"({"phone":"5491155550101","consent":"opted_out"})");
  const auto yes = w.ask(200, "POST", import, csv(agent), "phone,consent\n5491155550101,opted_in\n");
  CHECK(told(yes) == std::vector<std::string>{"2 consent opted_out"});
  const auto no = w.ask(200, "POST", import, csv(agent), "phone,consent\n5491155550102,opted_out\n");
  CHECK(no.root()["added"].integer() == 1);
}

TEST_CASE("a file whose header is wrong is refused whole", "[csv]") {
  world w;
  const auto agent = csv(w.as(ports::role::agent));
  for (const std::string file :
       {"name,tags\nAna,vip\n", "phone,edad\n1,2\n", "phone,phone\n1,2\n", "phone,attr:\n1,2\n"}) {
    INFO(file);
    CHECK(fields_of(w.ask(422, "POST", import, agent, file)) == std::vector<std::string>{"header"});
  }
  CHECK(fields_of(w.ask(422, "POST", import, agent, "phone\n\"x\n")) == std::vector<std::string>{"line 2"});
  CHECK(fields_of(w.ask(422, "POST", import, agent, "phone\nJos\xE9\n")) == std::vector<std::string>{"file"});
  CHECK(fields_of(w.ask(422, "POST", import, agent)) == std::vector<std::string>{"file"});
  CHECK(fields_of(w.ask(422, "POST", import + "?dry_run=yes", agent, "phone\n"))
        == std::vector<std::string>{"dry_run"});
}

TEST_CASE("a page of another site cannot send a file in somebody's name", "[csv]") {
  world w;
  auto agent = csv(w.as(ports::role::agent));
  agent.at(1) = {"Sec-Fetch-Site", "cross-site"};
  CHECK(w.send("POST", import, agent, "phone\n5491155550101\n").status == 403);
}

TEST_CASE("what an export writes, an import takes", "[csv]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  w.ask(200, "POST", "/api/v1/contacts", admin,
        R"({"phone":"5491155550101","name":"=1+\"x\"","tags":["vip","new"],"attributes":{"plan":"gold"},)"
        R"("consent":"opted_in"})");
  const auto out = w.send("GET", "/api/v1/contacts/export?tag=vip", admin);
  REQUIRE(out.status == 200);
  CHECK(header_of(out, "Content-Type") == "text/csv; charset=utf-8");
  CHECK(out.body
        == "phone,name,tags,locale,consent,attr:plan\r\n"
           "5491155550101,\"'=1+\"\"x\"\"\",\"new,vip\",,opted_in,gold\r\n");
  CHECK(w.ask(200, "POST", import, csv(admin), out.body).root()["unchanged"].integer() == 1);
  CHECK(w.send("GET", "/api/v1/contacts/export", w.as(ports::role::agent)).status == 403);
}
