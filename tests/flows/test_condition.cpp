#include "flows/expr/condition.hpp"
#include "given_facts.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla::flows;
using expr::condition;
using expr::note;

namespace {

struct some_facts : given::names<expr::facts> {
  bool window = true;
  bool open = true;
  bool first = true;

  some_facts() {
    speaks = "pt-BR";
    values = {{"city", " Córdoba "},  {"age", "42"},   {"empty", "  "},
              {"born", "1984-05-06"}, {"least", "10"}, {"word", "CÓR"}};
  }
  bool has_tag(std::string_view name) const override { return name == "vip"; }
  bool window_open() const override { return window; }
  bool within_business_hours() const override { return open; }
  std::string_view channel_key() const override { return "ventas"; }
  bool first_contact() const override { return first; }
};

value test(value tested, const char* name, value with = {}) {
  return value::object{{"value", std::move(tested)}, {"test", name}, {"with", std::move(with)}};
}

value group(const char* name, value::list of) { return value::object{{name, std::move(of)}}; }

struct outcome {
  bool holds = false;
  std::vector<note> notes;
};

outcome ask(const value& written, const some_facts& about = {}) {
  const auto parsed = condition::parse(written);
  INFO((parsed ? "" : parsed.error().what + " at " + parsed.error().where));
  REQUIRE(parsed);
  outcome out;
  out.holds = parsed->holds(about, out.notes);
  return out;
}

error error_of(const value& written) {
  const auto parsed = condition::parse(written);
  REQUIRE_FALSE(parsed);
  return parsed.error();
}

const value yes = test("a", "is", "a");
const value no = test("a", "is", "b");

} // namespace

TEST_CASE("a test compares what its templates stand for", "[flows][expr][condition]") {
  struct row {
    const char* tested;
    const char* name;
    value with;
    bool holds;
  };
  const auto r = GENERATE(values<row>({
      {"{{city}}", "is", "cordoba", true},
      {"{{city}}", "is", "Cordob", false},
      {"{{city}}", "is_not", "CORDOBA", false},
      {"{{city}}", "contains", "DOB", true},
      {"{{city}}", "contains", "{{word}}", true},
      {"{{city}}", "contains", "", false},
      {"{{city}}", "not_contains", "rosario", true},
      {"{{city}}", "starts_with", "cór", true},
      {"{{city}}", "starts_with", "ord", false},
      {"{{city}}", "ends_with", "BA", true},
      {"{{city}}", "ends_with", "bA ", true},
      {"{{city}}", "ends_with", "bo", false},
      {"{{city}}", "one_of", "rosario, CORDOBA", true},
      {"{{city}}", "one_of", value::list{"rosario", "{{city}}"}, true},
      {"{{city}}", "one_of", value::list{"rosario, cordoba"}, false},
      {"{{city}}", "one_of", "", false},
      {"{{city}}", "matches", "^ c[óo]r", true},
      {"{{city}}", "matches", "^r", false},
      {"{{empty}}", "is_empty", {}, true},
      {"{{nobody}}", "is_empty", {}, true},
      {"{{city}}", "is_empty", {}, false},
      {"{{city}}", "is_present", {}, true},
      {"{{nobody}}", "is_present", {}, false},
      {"{{age}}", "is_number", {}, true},
      {"{{city}}", "is_number", {}, false},
      {"{{age}}", "equals", "42.0", true},
      {"{{age}}", "equals", 42, true},
      {"{{age}}", "equals", 43, false},
      {"{{age}}", "less_than", 42.5, true},
      {"{{age}}", "less_than", 42, false},
      {"{{age}}", "at_most", 42, true},
      {"{{age}}", "more_than", 9, true},
      {"{{age}}", "more_than", 42, false},
      {"{{age}}", "at_least", 42, true},
      {"{{age}}", "at_least", 43, false},
      {"{{age}}", "between", "10..42", true},
      {"{{age}}", "between", "{{least}}..41.9", false},
      {"{{age}}", "between", value::list{"{{least}}", 50}, true},
      {"{{born}}", "before", "1984-05-07", true},
      {"{{born}}", "before", "1984-05-06", false},
      {"{{born}}", "after", "1984-05-06T02:59:59Z", true},
      {"{{now}}", "after", "{{born}}", true},
      {"{{now}}", "same_day", "2026-11-21", true},
      {"2026-11-22T01:00Z", "same_day", "{{now}}", true},
      {"2026-11-22", "same_day", "{{now}}", false},
  }));
  INFO(r.tested << ' ' << r.name << ' ' << r.with.plain());
  const auto [holds, notes] = ask(test(r.tested, r.name, r.with));
  CHECK(holds == r.holds);
  CHECK(notes.empty());
}

TEST_CASE("tests of the conversation need no value", "[flows][expr][condition]") {
  const auto with = [](const char* name, value w) { return value::object{{"test", name}, {"with", std::move(w)}}; };
  CHECK(ask(with("has_tag", "vip")).holds);
  CHECK_FALSE(ask(with("has_tag", "otro")).holds);
  CHECK(ask(with("language_is", "pt")).holds);
  CHECK(ask(with("language_is", "pt_br")).holds);
  CHECK_FALSE(ask(with("language_is", "p")).holds);
  CHECK_FALSE(ask(with("language_is", "es")).holds);
  CHECK(ask(with("channel_is", "ventas")).holds);
  CHECK_FALSE(ask(with("channel_is", "soporte")).holds);
  some_facts none;
  none.window = none.open = none.first = false;
  for (const auto* const name : {"window_open", "business_hours", "is_first_contact"}) {
    INFO(name);
    CHECK(ask(with(name, {})).holds);
    CHECK_FALSE(ask(with(name, {}), none).holds);
  }
}

TEST_CASE("groups hold when all, any or none of theirs do", "[flows][expr][condition]") {
  CHECK(ask(group("all", {yes, yes})).holds);
  CHECK_FALSE(ask(group("all", {yes, no})).holds);
  CHECK(ask(group("any", {no, yes})).holds);
  CHECK_FALSE(ask(group("any", {no, no})).holds);
  CHECK(ask(group("none", {no, no})).holds);
  CHECK_FALSE(ask(group("none", {no, yes})).holds);
  CHECK(ask(group("all", {yes, group("any", {no, group("none", {no})})})).holds);
  std::vector<note> notes;
  CHECK(condition{}.holds(some_facts{}, notes));
}

TEST_CASE("a test that finds no number or date does not hold and says so", "[flows][expr][condition]") {
  for (const auto* const name : {"equals", "less_than", "at_most", "more_than", "at_least"}) {
    INFO(name);
    const auto [holds, notes] = ask(test("{{city}}", name, 1));
    CHECK_FALSE(holds);
    CHECK(notes == std::vector<note>{{"not_a_number", " Córdoba "}});
  }
  CHECK(ask(test("{{age}}", "less_than", "{{city}}")).notes.front().code == "not_a_number");
  CHECK(ask(test("{{age}}", "between", "{{city}}")).notes.front().code == "not_a_number");
  CHECK(ask(test("{{age}}", "between", "1..{{city}}")).notes.front().code == "not_a_number");
  CHECK(ask(test("{{age}}", "before", "now")).notes == std::vector<note>{{"not_a_date", "42"}});
  CHECK(ask(test("{{nobody}}", "is", "x")).notes == std::vector<note>{{"unknown_name", "nobody"}});
}

TEST_CASE("a condition that cannot be read says where", "[flows][expr][condition]") {
  struct row {
    value written;
    const char* code;
    const char* where;
  };
  const auto r = GENERATE(values<row>({
      {{}, "flow.bad_condition", ""},
      {"x", "flow.bad_condition", ""},
      {value::object{}, "flow.bad_condition", "test"},
      {test("a", "equal", "b"), "flow.bad_condition", "test"},
      {value::object{{"value", "a"}, {"test", 1}}, "flow.bad_condition", "test"},
      {group("all", {yes, test("a", "nada", "b")}), "flow.bad_condition", "all[1].test"},
      {group("all", {yes, group("any", {test("{{a", "is", "b")})}), "flow.bad_template", "all[1].any[0].value"},
      {group("none", {test("a", "matches", "(")}), "flow.bad_pattern", "none[0].with"},
      {group("all", {}), "flow.bad_condition", "all"},
      {group("all", {"x"}), "flow.bad_condition", "all[0]"},
      {value::object{{"all", "x"}}, "flow.bad_condition", "all"},
      {value::object{{"all", value::list{yes}}, {"any", value::list{yes}}}, "flow.bad_condition", "any"},
      {value::object{{"value", "a"}, {"test", "is_empty"}, {"extra", 1}}, "flow.bad_condition", "extra"},
      {test("a", "is"), "flow.bad_condition", "with"},
      {test({}, "is", "a"), "flow.bad_condition", "value"},
      {test("a", "is_empty", "b"), "flow.bad_condition", "with"},
      {test("a", "window_open"), "flow.bad_condition", "value"},
      {test("a", "is", value::list{"a"}), "flow.bad_condition", "with"},
      {test("a", "one_of", value::list{}), "flow.bad_condition", "with"},
      {test("a", "one_of", value::list{"a", value::object{}}), "flow.bad_condition", "with[1]"},
      {test("a", "equals", "x"), "flow.bad_condition", "with"},
      {test("a", "between", "10-20"), "flow.bad_condition", "with"},
      {test("a", "between", value::list{1, "x"}), "flow.bad_condition", "with[1]"},
      {test("a", "between", value::list{1, 2, 3}), "flow.bad_condition", "with"},
      {test("a", "before", "mañana"), "flow.bad_condition", "with"},
      {test("a", "matches", "{{a}}"), "flow.bad_condition", "with"},
  }));
  const auto e = error_of(r.written);
  INFO(e.what);
  CHECK(e.code == r.code);
  CHECK(e.where == r.where);
}

TEST_CASE("a condition knows the names it asks for", "[flows][expr][condition]") {
  const auto parsed =
      condition::parse(group("all", {test("{{b}}", "is", "{{a}}"), test("{{b | plus: c}}", "is_empty")}));
  CHECK(parsed->names() == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("hostile conditions are refused, and patterns take linear time", "[flows][expr][condition]") {
  auto deep = yes;
  for (int i = 0; i < 8; ++i)
    deep = group("all", {deep});
  CHECK(ask(deep).holds);
  CHECK(error_of(group("all", {deep})).where == "all[0].all[0].all[0].all[0].all[0].all[0].all[0].all[0].all");
  CHECK(ask(group("all", value::list(100, yes))).holds);
  CHECK(error_of(group("all", value::list(101, yes))).where == "all[100]");
  CHECK(error_of(test("a", "matches", "((a{100}){100}){100}")).code == "flow.bad_pattern");
  some_facts about;
  about.values["long"] = std::string(16'000, 'a');
  CHECK_FALSE(ask(test("{{long}}", "matches", "^(a+)+$x"), about).holds);
  CHECK_FALSE(ask(test("\xFF\xFE", "matches", ".")).holds);
  CHECK_FALSE(ask(test("\xFF\xFE", "is", "x")).holds);
}

TEST_CASE("every test of the table can be written as its row says", "[flows][expr][condition]") {
  for (const auto& t : expr::condition_tests()) {
    INFO(t.name);
    CHECK_FALSE(t.about.empty());
    CHECK(expr::find_condition_test(t.name) == &t);
    const std::string_view with = t.with == expr::with_kind::range  ? "1..2"
                                  : t.with == expr::with_kind::date ? "2026-01-01"
                                                                    : "1";
    value::object written{{"test", std::string{t.name}}};
    if (t.needs_value) written["value"] = "x";
    if (t.needs_with()) written["with"] = with;
    CHECK(condition::parse(written));
  }
}
