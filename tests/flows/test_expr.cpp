#include "flows/expr/duration.hpp"
#include "flows/expr/fold.hpp"
#include "flows/expr/pattern.hpp"
#include "flows/expr/split.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla::flows::expr;
using charla::flows::milliseconds;

TEST_CASE("folding makes case and accents equal and leaves the rest", "[flows][expr]") {
  CHECK(fold("CATÁLOGO") == "catalogo");
  CHECK(fold("cata\xCC\x81logo") == "catalogo");
  CHECK(fold("ÀÉÎÕÜÇÑ àéîõüçñ ÿ Ł Ż Š Œ ſ") == "aeioucn aeioucn y l z s o s");
  CHECK(fold("Æ ÷ × 😀 Ж 日本") == "æ ÷ × 😀 Ж 日本");
  CHECK(fold("\xC3") == "\xC3");
  CHECK(rc::check("no bytes break it, and nothing grows",
                  [](const std::string& bytes) { RC_ASSERT(fold(bytes).size() <= bytes.size()); }));
  // Of text only: in broken UTF-8 a dropped accent may bring two stray bytes together.
  CHECK(rc::check("folding twice is folding once", [] {
    std::string text;
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(
             rc::gen::element<std::string>("a", "Z", "É", "ñ", "Æ", "Ÿ", "Ł", "\xCC\x81", "\xCD\xAF", "Ж", "😀", "×")))
      text += part;
    RC_ASSERT(fold(fold(text)) == fold(text));
  }));
}

TEST_CASE("seconds are read with their limits", "[flows][expr][R172]") {
  CHECK(read_seconds("90") == milliseconds{90'000});
  CHECK(read_seconds("0.5") == milliseconds{500});
  CHECK(read_seconds("1.2345") == milliseconds{1234});
  for (const char* const wrong :
       {"", "0", "-1", "1e3", " 1", "1.", ".5", "0.0001", "99999999", "99999999999999999999"}) {
    INFO(wrong);
    CHECK_FALSE(read_seconds(wrong));
  }
}

TEST_CASE("durations have units, add up, and are shown as they are read", "[flows][expr]") {
  using std::chrono::hours;
  CHECK(read_duration("3d 2h") == milliseconds{hours{74}});
  CHECK(read_duration("90") == milliseconds{90'000});
  CHECK(read_duration("1w2d") == milliseconds{hours{24 * 9}});
  CHECK(read_duration("45min 30s 5ms") == milliseconds{2'730'005});
  for (const char* const wrong : {"", "d", "3 d", "3x", "-3d", "0s", "54w", "999999999w", "3d 2"})
    CHECK_FALSE(read_duration(wrong));
  for (const char* const text : {"3d 2h", "1w", "1min 30s", "500ms", "1h 1s"})
    CHECK(show_duration(*read_duration(text)) == text);
}

TEST_CASE("what no text can hold is told from its form", "[flows][expr]") {
  for (const char* const never : {"a^", "x$y", "[^\\x00-\\x{10FFFF}]", "hola$ mundo|a^b"})
    CHECK_FALSE(compiled_pattern::parse(never)->can_match());
  for (const char* const may : {"^a$", "a|b$", "x?^a", "\\$5", "(a|b)$", "^$", "precio", "a$ b|c"})
    CHECK(compiled_pattern::parse(may)->can_match());
}

TEST_CASE("patterns match without regard to case, and a wrong one is an error", "[flows][expr][R169]") {
  CHECK(matches("^s[ií]$", "SÍ").value());
  CHECK(matches("pedido \\d+", "mi Pedido 12").value());
  CHECK_FALSE(matches("^no$", "no sé").value());
  CHECK_FALSE(matches("a", "\xFF\xFE").value());
  REQUIRE_FALSE(matches("(", "x"));
  CHECK(matches("(", "x").error().code == "flow.bad_pattern");
}

TEST_CASE("long texts are cut at lines, then spaces, then characters", "[flows][expr]") {
  CHECK(split("uno dos tres", 8) == std::vector<std::string>{"uno dos", "tres"});
  CHECK(split("uno dos\ntres cuatro", 12) == std::vector<std::string>{"uno dos", "tres cuatro"});
  CHECK(split("ñandúñandú", 5) == std::vector<std::string>{"ñandú", "ñandú"});
  CHECK(split(" \n ", 5).empty());
  CHECK(clip("año", 2) == "a");
  CHECK(clip("año", 3) == "añ");
  CHECK(rc::check("no part is too long, and only blanks are lost", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::element('a', 'b', ' ', '\n'));
    const auto most = static_cast<std::size_t>(*rc::gen::inRange(1, 12));
    const auto letters = [](std::string_view s) {
      return std::count_if(s.begin(), s.end(), [](char c) { return c > ' '; });
    };
    std::ptrdiff_t kept = 0;
    for (const auto& part : split(text, most)) {
      RC_ASSERT(!part.empty());
      RC_ASSERT(part.size() <= most);
      kept += letters(part);
    }
    RC_ASSERT(kept == letters(text));
  }));
}
