#include "flows/expr/text_template.hpp"
#include "given_facts.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla::flows;
using expr::note;
using expr::text_template;

namespace {

given::names<> some_names() {
  given::names<> out;
  out.values = {{"a", "uno"},
                {"empty", ""},
                {"name", "  ana MARÍA ñandú "},
                {"quote", "di \"hola\"\n\\"},
                {"trick", "{{a}}"},
                {"price", "1234.5"},
                {"debt", "-1234567.891"},
                {"n", "2"},
                {"list", "pera\n Ágata \n\nbanana\npera"},
                {"day", "2026-12-31"},
                {"time", "2026-03-01T23:30"},
                {"utc", "2026-03-01T02:30:00.5Z"},
                {"unix", "1795279025"},
                {"phone", "+54 (11) 5555-0100"}};
  return out;
}

struct rendered {
  std::string text;
  std::vector<note> notes;
};

rendered render(std::string_view text, const expr::scope& names = some_names()) {
  const auto parsed = text_template::parse(text);
  INFO(text);
  INFO((parsed ? "" : parsed.error().what));
  REQUIRE(parsed);
  rendered out;
  out.text = parsed->render(names, out.notes);
  return out;
}

std::string in(std::string language, std::string_view text) {
  auto names = some_names();
  names.speaks = std::move(language);
  return render(text, names).text;
}

struct row {
  const char* text;
  const char* is;
};

} // namespace

TEST_CASE("a template's holes are filled, through filters from left to right", "[flows][expr][template]") {
  const auto r = GENERATE(values<row>({
      {"", ""},
      {"sin nada {a} }} { {", "sin nada {a} }} { {"},
      {"-{{a}}-{{ a }}-", "-uno-uno-"},
      {"{{trick}}", "{{a}}"},
      {R"({"t":"{{quote|json}}"})", R"({"t":"di \"hola\"\u000a\\"})"},
      {R"({"a":{"b":{{n}}}})", R"({"a":{"b":2}})"},
      {"{{'{{'}}a{{\"}}\"}}", "{{a}}"},
      {R"({{'it\'s'}} {{"a\"b\\\n"}})", "it's a\"b\\\n"},
      {"{{name | trim | upcase}}", "ANA MARÍA ÑANDÚ"},
      {"{{name|downcase|trim}}", "ana maría ñandú"},
      {"{{name | trim | capitalize}}", "Ana MARÍA ñandú"},
      {"{{'ñandú' | capitalize}} {{'žaba' | upcase}} {{'ÿß' | upcase}}", "Ñandú ŽABA ÿß"},
      {"{{name | first_word}}|{{empty | first_word}}", "ana|"},
      {"{{'ñandú' | truncate: 5}} {{'ñandú' | truncate: 3}} {{a | truncate: 0}}", "ñandú ña… "},
      {"{{'a-b-c' | replace: '-', ', '}} {{a | replace: '', 'x'}}", "a, b, c uno"},
      {"{{'a b&ñ/~' | url}}", "a%20b%26%C3%B1%2F~"},
      {"{{phone | digits}}", "541155550100"},
      {"{{nobody | default: 'nadie'}} {{empty | default: a}} {{a | default: 'x'}}", "nadie uno uno"},
      {"{{nobody | upcase | default: '-'}}", "-"},
      {"{{price | plus: 0.5}} {{price | minus: n}} {{n | times: '1.25'}}", "1235 1232.5 2.5"},
      {"{{'0.1' | plus: 0.2}} {{'1' | divided_by: 3}} {{'-2' | divided_by: 3}}", "0.3 0.333333 -0.666667"},
      {"{{'2.5' | round}} {{'-2.5' | round}} {{'1.005' | round: 2}} {{'1.10' | round: 6}}", "3 -3 1.01 1.1"},
      {"{{list | count}} {{empty | count}} {{list | first}} {{list | last}}", "4 0 pera pera"},
      {"{{list | item: 2}} {{list | item: -2}} {{list | item: 9}}{{list | item: 0}}", "Ágata banana "},
      {"{{list | sort | uniq | join: ', '}}", "Ágata, banana, pera"},
      {"{{'x, y,,z' | split: ',' | join: '+'}} {{'x' | split: ''}}", "x+y+z x"},
  }));
  const auto [text, notes] = render(r.text);
  INFO(r.text);
  CHECK(text == r.is);
  CHECK(notes.empty());
}

TEST_CASE("numbers and money are written as the customer's language has them", "[flows][expr][template]") {
  CHECK(in("es", "{{debt | number: 1}} {{price | number}} {{n | number: 2}}") == "-1.234.567,9 1.234,5 2,00");
  CHECK(in("es-MX", "{{debt | number: 1}}") == "-1,234,567.9");
  CHECK(in("pt-BR", "{{price | number: 2}} {{price | money: 'BRL'}}") == "1.234,50 R$ 1.234,50");
  CHECK(in("en", "{{price | number: 2}} {{price | money: 'USD'}}") == "1,234.50 $1,234.50");
  CHECK(in("fr", "{{price | number}}") == "1,234.5");
  CHECK(in("es", "{{debt | money: 'ARS'}} {{price | money: \"CLP\"}} {{price | money: 'XYZ'}}")
        == "-$ 1.234.567,89 $ 1.235 XYZ 1.234,50");
  CHECK(in("es", "{{'-0.001' | money: 'ARS'}} {{'999999.999' | number: 2}}") == "$ 0,00 1.000.000,00");
}

TEST_CASE("dates are shown in the organisation's zone and the customer's language", "[flows][expr][template]") {
  CHECK(in("es", "{{now | date: '%d/%m/%Y %H:%M'}} {{now}}") == "21/11/2026 13:37 2026-11-21T13:37:05-03:00");
  CHECK(in("es", "{{now | date: '%A %-d de %B, %a %b'}}") == "sábado 21 de noviembre, sáb nov");
  CHECK(in("pt", "{{day | date: '%A, %d de %B'}}") == "quinta-feira, 31 de dezembro");
  CHECK(in("en", "{{time | date: '%a %e %b %y, %-I:%M %p, %j %F %T %R %z %%'}}")
        == "Sun 1 Mar 26, 11:30 PM, 060 2026-03-01 23:30:00 23:30 -0300 %");
  CHECK(in("es", "{{utc | date: '%F %T'}} {{unix | date: '%F %R'}}") == "2026-02-28 23:30:00 2026-11-21 13:37");
  CHECK(in("es", "{{day | add_days: 1}} {{day | add_days: n}} {{day | add_days: -365}}")
        == "2027-01-01 2027-01-02 2025-12-31");
  CHECK(in("es", "{{time | add_hours: 1}} {{day | add_hours: -1}}")
        == "2026-03-02T00:30:00-03:00 2026-12-30T23:00:00-03:00");
  SECTION("a day later is the same time, also when clocks change") {
    auto names = some_names();
    names.place = expr::zone::parse("EST5EDT,M3.2.0,M11.1.0").value();
    CHECK(render("{{'2026-03-07T10:00' | add_days: 1}} {{'2026-03-07T10:00' | add_hours: 24}}", names).text
          == "2026-03-08T10:00:00-04:00 2026-03-08T11:00:00-04:00");
  }
}

TEST_CASE("what evaluation gets over is noted, and the text stays", "[flows][expr][template]") {
  struct case_of {
    const char* text;
    const char* is;
    note what;
  };
  const auto r = GENERATE(values<case_of>({
      {"{{nobody}}!", "!", {"unknown_name", "nobody"}},
      {"{{a | replace: nobody, ''}}", "uno", {"unknown_name", "nobody"}},
      {"{{a | plus: 1}}", "uno", {"not_a_number", "uno"}},
      {"{{n | plus: a}}", "2", {"not_a_number", "uno"}},
      {"{{n | divided_by: 0}}", "2", {"not_a_number", "the result is too large, or a division by zero"}},
      {"{{'999999999999999' | times: 2}}",
       "999999999999999",
       {"not_a_number", "the result is too large, or a division by zero"}},
      {"{{a | truncate: a}}", "uno", {"not_a_number", "uno"}},
      {"{{a | money: 'ARS'}}", "uno", {"not_a_number", "uno"}},
      {"{{a | date: '%d'}}", "uno", {"not_a_date", "uno"}},
      {"{{'2026-02-30' | date: '%d'}}", "2026-02-30", {"not_a_date", "2026-02-30"}},
      {"{{'2026-02-03T24:00' | date: '%d'}}", "2026-02-03T24:00", {"not_a_date", "2026-02-03T24:00"}},
      {"{{'9999-12-31' | add_days: 1}}", "9999-12-31", {"not_a_date", "9999-12-31"}},
      {"{{day | add_days: '99999999999'}}", "2026-12-31", {"not_a_number", "99999999999"}},
  }));
  INFO(r.text);
  const auto [text, notes] = render(r.text);
  CHECK(text == r.is);
  CHECK(notes == std::vector<note>{r.what});
}

TEST_CASE("a template that cannot be read says where and what to write", "[flows][expr][template]") {
  const auto r = GENERATE(values<row>({
      {"hola {{", "offset 7"},
      {"{{}}", "offset 2"},
      {"{{a b}}", "offset 4"},
      {"{{a", "offset 3"},
      {"{{a}", "offset 3"},
      {"{{{a}}}", "offset 2"},
      {"{{'a}}", "offset 2"},
      {"{{a | upper}}", "offset 6"},
      {"{{a |}}", "offset 5"},
      {"{{a | truncate}}", "offset 6"},
      {"{{a | truncate: 1, 2}}", "offset 6"},
      {"{{a | upcase: 1}}", "offset 6"},
      {"{{a | truncate: 'x'}}", "offset 16"},
      {"{{a | truncate: 1.5}}", "offset 16"},
      {"{{a | plus: ''}}", "offset 12"},
      {"{{a | date: '%Q'}}", "offset 12"},
      {"{{a | date: '%'}}", "offset 12"},
      {"{{a | default: }}", "offset 15"},
      {"{{a | default: 'x',}}", "offset 19"},
  }));
  INFO(r.text);
  const auto parsed = text_template::parse(r.text);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == "flow.bad_template");
  CHECK(parsed.error().where == r.is);
  CHECK_FALSE(parsed.error().what.empty());
}

TEST_CASE("an unknown filter's error lists those there are, and each one's example can be parsed",
          "[flows][expr][template]") {
  const auto unknown = text_template::parse("{{a | nada}}");
  REQUIRE_FALSE(unknown);
  std::string before;
  for (const auto& f : expr::filters()) {
    INFO(f.name);
    CHECK(before < f.name);
    CHECK(unknown.error().what.find(f.name) != std::string::npos);
    CHECK(text_template::parse("{{a | " + std::string{f.example} + "}}"));
    CHECK_FALSE(f.about.empty());
    before = f.name;
  }
}

TEST_CASE("a template knows its names and whether it has any", "[flows][expr][template]") {
  const auto parsed = text_template::parse("{{b}} {{a | default: c}} {{now}} {{b | plus: 1}} {{'d'}}");
  CHECK(parsed->names() == std::vector<std::string>{"a", "b", "c"});
  CHECK_FALSE(parsed->constant());
  CHECK_FALSE(text_template::parse("{{now}}")->constant());
  CHECK(text_template::parse("hola {{'{{'}}")->constant());
  CHECK(text_template{}.constant());
}

TEST_CASE("hostile templates are refused or stay within their budget", "[flows][expr][template]") {
  const auto repeated = [](std::string_view s, int times) {
    std::string out;
    for (int i = 0; i < times; ++i)
      out += s;
    return out;
  };
  CHECK_FALSE(text_template::parse(std::string(1 << 20, 'x')));
  CHECK_FALSE(text_template::parse(repeated("{{", 30'000)));
  CHECK_FALSE(text_template::parse(repeated("{{a}}", 1'001)));
  CHECK(text_template::parse("{{a" + repeated("|trim", 16) + "}}"));
  CHECK_FALSE(text_template::parse("{{a" + repeated("|trim", 17) + "}}"));
  CHECK_FALSE(text_template::parse("{{" + std::string(101, 'a') + "}}"));

  auto names = some_names();
  names.values["big"] = repeated("ñ", 20'000);
  SECTION("the whole is cut off between characters") {
    const auto [text, notes] = render("x{{big}}{{big}}{{a}}", names);
    CHECK(text.size() == 64 * 1024 - 1);
    CHECK(text.substr(text.size() - 2) == "ñ");
    CHECK(notes == std::vector<note>{{"too_long", "big"}});
  }
  SECTION("what a filter makes is, too") {
    names.values["bomb"] = std::string(16'000, 'x');
    const auto [text, notes] = render("{{big | replace: 'ñ', bomb | replace: 'x', bomb | truncate: 3}}", names);
    CHECK(text == "xx…");
    CHECK(notes == std::vector<note>{{"too_long", "replace"}});
  }
  SECTION("work without an outcome ends") {
    const auto [text, notes] = render("a" + repeated("{{big|url|upcase|truncate:0}}", 999), names);
    CHECK(text == "a");
    CHECK(std::any_of(notes.begin(), notes.end(), [](const note& n) { return n.code == "too_much_work"; }));
  }
  CHECK(rc::check("no bytes break it", [](const std::string& bytes) {
    std::vector<note> notes;
    if (const auto parsed = text_template::parse("{{" + bytes)) (void)parsed->render(some_names(), notes);
    auto names_of = some_names();
    names_of.values["a"] = bytes;
    for (const auto& f : expr::filters())
      (void)text_template::parse("{{a | " + std::string{f.example} + "}}")->render(names_of, notes);
    RC_ASSERT(notes.size() <= 50);
  }));
}
