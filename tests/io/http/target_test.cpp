#include "io/http/target.hpp"

#include <catch2/catch.hpp>

using namespace charla::http;

TEST_CASE("a target is taken apart into a decoded path and its query", "[http]") {
  const auto t = parse_target("/a%20b/c?hub.mode=subscribe&x=1%2B2+3&empty&=v");
  REQUIRE(t);
  CHECK(t->path == "/a b/c");
  CHECK(t->raw_path == "/a%20b/c");
  using pair = std::pair<std::string, std::string>;
  CHECK(t->query == std::vector<pair>{{"hub.mode", "subscribe"}, {"x", "1+2 3"}, {"empty", ""}, {"", "v"}});
}

TEST_CASE("a plus in a path is a plus", "[http]") { CHECK(parse_target("/a+b")->path == "/a+b"); }

TEST_CASE("the absolute form is read as its path", "[http]") {
  CHECK(parse_target("http://example.org/x?y=1")->path == "/x");
  CHECK(parse_target("http://example.org")->path == "/");
}

TEST_CASE("a target of another form or with a broken escape is refused", "[http]") {
  const auto bad = GENERATE("", "*", "example.org:443", "/%", "/%2", "/%zz", "/a%00b", "/x?y=%g0", "http://h?x");
  CHECK_FALSE(parse_target(bad));
}
