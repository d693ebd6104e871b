#include "given_answer.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla::flows;
using namespace charla::flows::expr;
using given::answered;
using given::between;
using given::read;
using kind = answer_kind;

namespace {

error rules_error(kind k, const answer_rules& rules) {
  const auto reader = answer_reader::parse(k, rules);
  REQUIRE_FALSE(reader);
  return reader.error();
}

} // namespace

TEST_CASE("a text is what stands between the blanks, if it is as asked for", "[flows][expr][answer]") {
  CHECK(read(kind::text, "  ñandú \n") == "ñandú");
  CHECK(read(kind::text, "   ") == "too_short");
  answer_rules rules;
  rules.min_length = 3;
  rules.max_length = 5;
  rules.pattern = "[a-zñú]+";
  CHECK(read(kind::text, "ñandú", rules) == "ñandú");
  CHECK(read(kind::text, "ÑÚ", rules) == "too_short");
  CHECK(read(kind::text, "ñandúe", rules) == "too_long");
  CHECK(read(kind::text, "abc1", rules) == "no_match");
  CHECK(read(kind::text, "ABC", rules) == "ABC");
  rules = {};
  rules.min_length = 0;
  CHECK(read(kind::text, " ", rules).empty());
}

TEST_CASE("numbers are read with the marks of each language", "[flows][expr][answer]") {
  const auto r = GENERATE(values<answered>({
      {"12", "12"},
      {" +12,50 ", "12.5"},
      {"-3", "-3"},
      {"1.234,56", "1234.56"},
      {"1,234.56", "1234.56"},
      {"1.234.567", "1234567"},
      {"1.234", "1234"},
      {"1,234", "1.234"},
      {"0.500", "0.5"},
      {"1234.500", "1234.5"},
      {"12.5", "12.5"},
      {"$ 1.500", "1500"},
      {"R$ 2.000,10", "2000.1"},
      {"1.23.456", "not_a_number"},
      {"1,2,3.4", "not_a_number"},
      {"1.234,56,7", "not_a_number"},
      {"1.2.3,4.5", "not_a_number"},
      {"12.", "not_a_number"},
      {",5", "not_a_number"},
      {"--1", "not_a_number"},
      {"doce", "not_a_number"},
      {"1e3", "not_a_number"},
      {"", "not_a_number"},
      {"9999999999999999", "not_a_number"},
  }));
  INFO(r.text);
  CHECK(read(kind::number, r.text) == r.is);
}

TEST_CASE("a number's marks and limits depend on the language and the rules", "[flows][expr][answer]") {
  CHECK(read(kind::number, "1,234", {}, "en") == "1234");
  CHECK(read(kind::number, "1.234", {}, "en") == "1.234");
  CHECK(read(kind::number, "1.234", {}, "es-MX") == "1.234");
  CHECK(read(kind::number, "1.234", {}, "pt-BR") == "1234");
  CHECK(read(kind::number, "0,9", between("1", "10.5")) == "too_small");
  CHECK(read(kind::number, "1", between("1", "10.5")) == "1");
  CHECK(read(kind::number, "10,5", between("1", "10.5")) == "10.5");
  CHECK(read(kind::number, "10,6", between("1", "10.5")) == "too_large");
}

TEST_CASE("e-mail addresses are looked at, and their domain is in lower case", "[flows][expr][answer]") {
  CHECK(read(kind::email, " Ana.Perez+x@Example.COM.AR ") == "Ana.Perez+x@example.com.ar");
  CHECK(read(kind::email, "mailto:a@b.co.") == "a@b.co");
  for (const auto* const wrong :
       {"", "a", "a@", "@b.co", "a@b", "a@b.c", "a@b..co", "a@-b.co", "a@b-.co", "a@b.12", "a b@c.co", "a@b@c.co",
        ".a@b.co", "a.@b.co", "a..b@c.co", "ñ@b.co", "a@ñ.co", "a@b.co\nx: y", "a@b.co,c@d.co"}) {
    INFO(wrong);
    CHECK(read(kind::email, wrong) == "not_an_email");
  }
  CHECK(read(kind::email, std::string(65, 'a') + "@b.co") == "not_an_email");
}

TEST_CASE("phone numbers become E.164", "[flows][expr][answer]") {
  answer_rules argentina;
  argentina.country_code = "54";
  CHECK(read(kind::phone, "+54 9 (11) 5555-0100") == "+5491155550100");
  CHECK(read(kind::phone, "00 55 11 98765.4321") == "+5511987654321");
  CHECK(read(kind::phone, "11 5555-0100") == "not_a_phone");
  CHECK(read(kind::phone, "11 5555-0100", argentina) == "+541155550100");
  CHECK(read(kind::phone, "011 5555 0100", argentina) == "+541155550100");
  CHECK(read(kind::phone, "5491155550100", argentina) == "+5491155550100");
  CHECK(read(kind::phone, "+1 202 555 0100", argentina) == "+12025550100");
  for (const auto* const wrong :
       {"", "+", "123", "+12", "+0123456789", "+1234567890123456", "llamame", "5555-0100 int 3", "000000000000"}) {
    INFO(wrong);
    CHECK(read(kind::phone, wrong, argentina) == "not_a_phone");
  }
}

TEST_CASE("a choice is made by title, id, number or a beginning that only one has", "[flows][expr][answer]") {
  answer_rules rules;
  rules.options = {{"sales", "Ventas"}, {"help", "Ayuda técnica"}, {"", "Ver más"}, {"ten", "10 cuotas"}, {"x", "⭐"}};
  const auto r = GENERATE(values<answered>({
      {"Ventas", "sales"},
      {" VENTAS! ", "sales"},
      {"help", "help"},
      {"1", "sales"},
      {"2.", "help"},
      {"#3", "Ver más"},
      {"ayuda tecnica", "help"},
      {"ayu", "help"},
      {"ver", "Ver más"},
      {"ve", "not_a_choice"},
      {"10 CUOTAS", "ten"},
      {"⭐", "x"},
      {"0", "not_a_choice"},
      {"6", "not_a_choice"},
      {"10", "not_a_choice"},
      {"otra cosa", "not_a_choice"},
      {"...", "not_a_choice"},
      {"", "not_a_choice"},
  }));
  INFO(r.text);
  CHECK(read(kind::choice, r.text, rules) == r.is);
  SECTION("titles that only differ in accents are told apart by them") {
    rules.options = {{"a", "Sí"}, {"b", "Si"}};
    CHECK(read(kind::choice, "Sí", rules) == "a");
    CHECK(read(kind::choice, "Si", rules) == "b");
    CHECK(read(kind::choice, "SI", rules) == "not_a_choice");
  }
}

TEST_CASE("yes and no are understood in three languages, and doubt is neither", "[flows][expr][answer]") {
  for (const auto* const yes :
       {"Sí", "si", "SIM", "yes", "dale!", "ok", "👍🏽", "✅ listo", "Sí, claro", "com certeza", "¡por supuesto!"}) {
    INFO(yes);
    CHECK(read(kind::yes_no, yes) == "yes");
  }
  for (const auto* const no : {"No", "não", "NO, gracias", "nope", "👎", "❌", "no no", "de ninguna manera"}) {
    INFO(no);
    CHECK(read(kind::yes_no, no) == "no");
  }
  for (const auto* const neither : {"", "no sé", "não sei", "claro que no", "no, claro que sí", "quizás", "nosotros",
                                    "🤷", "...", "si pudiera elegir lo haría de otro modo"}) {
    INFO(neither);
    CHECK(read(kind::yes_no, neither) == "not_yes_or_no");
  }
}

TEST_CASE("rules that mean nothing are errors when the flow is published", "[flows][expr][answer]") {
  CHECK(rules_error(kind::number, between("x", "")).where == "min");
  CHECK(rules_error(kind::number, between("", "1,5")).where == "max");
  CHECK(rules_error(kind::date, between("luego", "")).where == "min");
  CHECK(rules_error(kind::time, between("", "25:00")).where == "max");
  answer_rules rules;
  CHECK(rules_error(kind::choice, rules).where == "options");
  rules.options = {{"a", "A"}, {"a", "B"}};
  CHECK(rules_error(kind::choice, rules).where == "options[1]");
  rules.options = {{"a", " "}};
  CHECK(rules_error(kind::choice, rules).where == "options[0]");
  rules.country_code = "+54";
  CHECK(rules_error(kind::phone, rules).where == "country_code");
  rules.pattern = "(";
  CHECK(rules_error(kind::text, rules).code == "flow.bad_pattern");
}

TEST_CASE("each kind has a name that leads back to it", "[flows][expr][answer]") {
  for (int i = 0; i <= static_cast<int>(kind::yes_no); ++i)
    CHECK(answer_kind_named(name_of(static_cast<kind>(i))) == static_cast<kind>(i));
  CHECK_FALSE(answer_kind_named("media"));
}

TEST_CASE("no answer breaks a reader, and what was read is read again as the same", "[flows][expr][answer]") {
  answer_rules rules;
  rules.options = {{"", "Uno"}, {"", "Dos"}};
  rules.country_code = "54";
  const given::names<> here;
  for (int i = 0; i <= static_cast<int>(kind::yes_no); ++i) {
    const auto k = static_cast<kind>(i);
    INFO(name_of(k));
    const auto reader = answer_reader::parse(k, rules).value();
    if (k != kind::text) CHECK_FALSE(reader.read(std::string(1 << 20, '1'), here));
    CHECK(rc::check([&] {
      std::string text = *rc::gen::arbitrary<std::string>();
      for (const auto& piece : *rc::gen::container<std::vector<std::string>>(
               rc::gen::element<std::string>("1", "23", "45", ".", ",", ":", "/", "-", " ", "pm", "h", "de", "mayo",
                                             "@", "a", "+", "uno", "sí", "no", "👍")))
        text += piece;
      // A number is shown with a point, which Spanish groups with: it is read again in English.
      auto again = here;
      again.speaks = "en";
      if (const auto out = reader.read(text, here)) RC_ASSERT(reader.read(*out, again).value_or("") == *out);
    }));
  }
}
