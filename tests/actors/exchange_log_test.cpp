#include "actors/exchange_log.hpp"

#include <catch2/catch.hpp>

using namespace charla;

TEST_CASE("the channel log keeps what was said and no secret", "[actors][log]") {
  CHECK(actors::redacted(R"({"text":"hola","apikey":"B6D711FCDE4D4FD5","n":1})")
        == R"({"text":"hola","apikey":"***","n":1})");
  CHECK(actors::redacted(R"({"Access_Token" : "EAAG\"x","a":[{"PASSWORD":"p"}]})")
        == R"({"Access_Token" : "***","a":[{"PASSWORD":"***"}]})");
  // A text that only speaks of one is no member of that name.
  CHECK(actors::redacted(R"({"body":"my apikey is","x":"apikey"})") == R"({"body":"my apikey is","x":"apikey"})");
  CHECK(actors::redacted(R"({"token":12})") == R"({"token":12})");
  CHECK(actors::redacted("<html>no JSON \"at all") == "<html>no JSON \"at all");
  CHECK(actors::redacted(R"({"apikey":"cut off)") == R"({"apikey":"***)");
}

TEST_CASE("what is kept is cut at a character and can be stored anywhere", "[actors][log]") {
  std::string long_one;
  while (long_one.size() < 3 * ports::exchange_body_max)
    long_one += "ñ";
  const auto kept = actors::redacted(long_one);
  CHECK(kept.size() <= ports::exchange_body_max);
  CHECK(kept.size() >= ports::exchange_body_max - 1);
  CHECK(kept.size() % 2 == 0);
  CHECK(actors::redacted(std::string{"a\0b\xff"
                                     "c\xed\xa0\x80",
                                     8})
            .find('\0')
        == std::string::npos);
  CHECK(actors::redacted("\xff") == "?");
}

TEST_CASE("an address keeps the names of its parameters only", "[actors][log]") {
  CHECK(actors::redacted_url("https://x.example/m?secret=abc&phone=1") == "https://x.example/m?secret=***&phone=***");
  CHECK(actors::redacted_url("https://x.example/m") == "https://x.example/m");
}
