#include "io/json/reader.hpp"
#include "io/json/text.hpp"

#include <catch2/catch.hpp>

using namespace charla::json;
using namespace std::string_literals;

TEST_CASE("valid UTF-8 stays as it is", "[json][text]") {
  const auto text = GENERATE("", "Hola", "¿Qué tal?", "👩‍👩‍👧 שלום", "\x7f\x01", "\uFFFD");
  CHECK(sanitize_utf8(text) == text);
  CHECK(is_clean_utf8(text));
}

TEST_CASE("each broken part becomes one replacement character and NUL goes", "[json][text]") {
  const auto [bytes, clean] = GENERATE(values<std::pair<std::string, std::string>>({
      {"a\0b"s, "ab"},
      {"\xff", "\uFFFD"},
      {"a\xc3", "a\uFFFD"},
      {"\xc3(", "\uFFFD("},
      {"\xe2\x82", "\uFFFD"}, // cut euro sign: one part
      {"\xe2\x82"
       "a",
       "\uFFFD"
       "a"},
      {"\xc0\xaf", "\uFFFD\uFFFD"},                     // overlong slash
      {"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},           // surrogate
      {"\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}, // above U+10FFFF
      {"\xf0\x9f\x98", "\uFFFD"},                       // cut emoji
      {"\xf0\x9f\x98\x80\xf0\x9f", "😀\uFFFD"},
  }));
  CHECK(sanitize_utf8(bytes) == clean);
  CHECK_FALSE(is_clean_utf8(bytes));
}

TEST_CASE("a text is cut between characters", "[json][text]") {
  CHECK(cut_utf8("año", 2) == "a");
  CHECK(cut_utf8("año", 3) == "añ");
  CHECK(cut_utf8("año", 9) == "año");
  CHECK(cut_utf8("😀", 3).empty());
  CHECK(length_utf8("año 😀") == 5);
}

TEST_CASE("one cut emoji does not lose the document around it", "[json][text]") {
  const auto [text, name] = GENERATE(values<std::pair<std::string, std::string>>({
      {R"({"name":"Ana \ud83d"})", "Ana \uFFFD"},
      {R"({"name":"Ana \ude00!"})", "Ana \uFFFD!"},
      {R"({"name":"\ud83d\ud83d\ude00"})", "\uFFFD😀"},
      {R"({"name":"\\ud83d"})", "\\ud83d"}, // an escaped backslash is no escape of a character
      {"{\"name\":\"Ana \xf0\x9f\"}", "Ana \uFFFD"},
      {"{\"name\":\"\\\xf1\"}", ""}, // an escape that JSON does not have stays an error
  }));
  const auto parsed = parse_tolerant(text);
  CAPTURE(text, repair_json_text(text));
  if (name.empty()) {
    CHECK_FALSE(parsed);
    return;
  }
  REQUIRE(parsed);
  CHECK(parsed->root()["name"].text() == name);
}

TEST_CASE("a document too deep or too large is refused", "[json][reader]") {
  const auto deep = document::parse(std::string(200, '[') + std::string(200, ']'));
  REQUIRE_FALSE(deep);
  CHECK(deep.error().code == "json.too_deep");
  const auto large = document::parse('"' + std::string(17u << 20, 'a') + '"');
  REQUIRE_FALSE(large);
  CHECK(large.error().code == "json.too_large");
}

TEST_CASE("a path may be walked over what is not there", "[json][reader]") {
  const auto parsed = document::parse(R"({"a":{"b":[1,"x",2.5,true,null]}})");
  REQUIRE(parsed);
  const auto root = parsed->root();
  CHECK(root["a"]["nothing"]["more"].kind() == kind::missing);
  CHECK(root["a"]["b"]["more"].kind() == kind::missing);
  const auto items = root["a"]["b"].items();
  REQUIRE(items.size() == 5);
  CHECK(items[0].integer() == 1);
  CHECK(items[0].number() == 1.0);
  CHECK(items[1].text() == "x");
  CHECK_FALSE(items[1].integer());
  CHECK(items[2].number() == 2.5);
  CHECK(items[3].boolean() == true);
  CHECK(items[4].kind() == kind::null);
  CHECK(root.dump() == R"({"a":{"b":[1,"x",2.5,true,null]}})");
}

TEST_CASE("a part of a document is copied without what no database takes", "[json][reader]") {
  const auto parsed =
      document::parse(R"( {"a\u0000b": ["x\u0000y", "\"\n", -1, 18446744073709551615, 0.5, {}, [] ]} )");
  REQUIRE(parsed);
  CHECK(parsed->root().dump() == R"({"ab":["xy","\"\n",-1,18446744073709551615,0.5,{},[]]})");
  CHECK(parsed->root()["nothing"].dump().empty());
}
