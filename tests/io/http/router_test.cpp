#include "io/http/router.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

ports::routes table(std::initializer_list<std::pair<const char*, const char*>> rows) {
  ports::routes out;
  for (const auto& [method, pattern] : rows) {
    ports::route r;
    r.method = method;
    r.pattern = pattern;
    out.http.push_back(std::move(r));
  }
  return out;
}

std::string pattern_of(const http::router& r, std::string_view path) {
  const auto found = r.find(path);
  return found.at ? found.at->pattern : "none";
}

} // namespace

TEST_CASE("a literal segment wins over a parameter and that over the rest", "[http]") {
  const auto routes = table({{"GET", "/c/{id}"}, {"GET", "/c/new"}, {"GET", "/c/{id}/close"}, {"GET", "/{path*}"}});
  const http::router r{routes};
  CHECK(pattern_of(r, "/c/new") == "/c/new");
  CHECK(pattern_of(r, "/c/17") == "/c/{id}");
  CHECK(pattern_of(r, "/c/17/close") == "/c/{id}/close");
  CHECK(pattern_of(r, "/c/17/open") == "/{path*}");
  CHECK(pattern_of(r, "/c/") == "/{path*}");
  CHECK(pattern_of(r, "/") == "/{path*}");
}

TEST_CASE("a search that took a wrong turn goes back", "[http]") {
  const auto routes = table({{"GET", "/a/b/c"}, {"GET", "/a/{x}/d"}, {"GET", "/{y}/b/e"}});
  const http::router r{routes};
  CHECK(pattern_of(r, "/a/b/d") == "/a/{x}/d");
  const auto found = r.find("/a/b/e");
  REQUIRE(found.at);
  CHECK(found.at->pattern == "/{y}/b/e");
  CHECK(found.params == std::vector<std::pair<std::string, std::string>>{{"y", "a"}});
}

TEST_CASE("parameters are decoded after the path was split", "[http]") {
  const auto routes = table({{"GET", "/f/{name}/x"}, {"GET", "/s/{path*}"}});
  const http::router r{routes};
  CHECK(r.find("/f/a%2Fb/x").params.front().second == "a/b");
  CHECK(r.find("/s/a/b%20c").params.front().second == "a/b c");
  CHECK(r.find("/s/").params.front().second.empty());
  CHECK(pattern_of(r, "/s") == "none");
  CHECK(pattern_of(r, "/f//x") == "none");
}

TEST_CASE("an endpoint knows its methods", "[http]") {
  const auto routes = table({{"GET", "/x"}, {"PUT", "/x"}});
  const http::router r{routes};
  const auto* at = r.find("/x").at;
  REQUIRE(at);
  CHECK(at->allow() == "GET, HEAD, PUT, OPTIONS");
  CHECK(at->find("HEAD") == at->find("GET"));
  CHECK(at->find("POST") == nullptr);
}

TEST_CASE("routes that contradict each other stop the start", "[http]") {
  CHECK_THROWS_AS(http::router(table({{"GET", "/x"}, {"GET", "/x"}})), std::invalid_argument);
  CHECK_THROWS_AS(http::router(table({{"GET", "/{a}"}, {"GET", "/{b}"}})), std::invalid_argument);
  CHECK_THROWS_AS(http::router(table({{"GET", "/{a*}/x"}})), std::invalid_argument);
  CHECK_THROWS_AS(http::router(table({{"GET", "x"}})), std::invalid_argument);
}
