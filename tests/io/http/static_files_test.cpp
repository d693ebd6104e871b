#include "io/http/static_files.hpp"

#include "world.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace charla;
using namespace charla::http_test;

namespace {

namespace fs = std::filesystem;

struct site_world : world {
  site_world() {
    std::string name = (fs::temp_directory_path() / "charla-static-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    outside = name;
    root = outside / "web";
    write("web/index.html", "<p>home</p>");
    write("web/app-B3kd09aX.js", "let x");
    write("web/app-B3kd09aX.js.gz", "packed");
    write("web/docs/index.html", "<p>docs</p>");
    write("web/.hidden", "no");
    write("web/a b.txt", "spaces");
    write("secret.txt", "secret");
    fs::create_symlink(outside / "secret.txt", root / "link.txt");
    http::static_options o;
    o.directory = root.string();
    ports::route r;
    r.method = "GET";
    r.pattern = "/{path*}";
    r.handle = http::make_static_handler(o);
    routes.http.push_back(r);
    o.fallback = "index.html";
    r.pattern = "/app/{path*}";
    r.handle = http::make_static_handler(o);
    routes.http.push_back(r);
    start();
  }
  ~site_world() {
    server.reset();
    fs::remove_all(outside);
  }
  void write(const fs::path& where, std::string_view text) const {
    fs::create_directories((outside / where).parent_path());
    std::ofstream{outside / where} << text;
  }

  fs::path outside;
  fs::path root;
};

} // namespace

TEST_CASE("files are served with their type, and a directory by its index", "[http][static]") {
  site_world w;
  auto c = w.connect();
  const auto home = c.ask(get("/"));
  CHECK(home.body == "<p>home</p>");
  CHECK(home.field("Content-Type") == "text/html; charset=utf-8");
  CHECK(home.field("Cache-Control") == "no-cache");
  CHECK(home.field("Content-Security-Policy").find("script-src 'self'") != std::string::npos);
  CHECK(c.ask(get("/docs")).body == "<p>docs</p>");
  CHECK(c.ask(get("/docs/")).body == "<p>docs</p>");
  CHECK(c.ask(get("/a%20b.txt")).body == "spaces");
  const auto script = c.ask(get("/app-B3kd09aX.js"));
  CHECK(script.body == "let x");
  CHECK(script.field("Content-Type") == "text/javascript; charset=utf-8");
  CHECK(script.field("Cache-Control") == "public, max-age=31536000, immutable");
}

TEST_CASE("a client that has the file already gets 304", "[http][static]") {
  site_world w;
  auto c = w.connect();
  const auto tag = c.ask(get("/")).field("ETag");
  REQUIRE_FALSE(tag.empty());
  const auto again = c.ask(get("/", "If-None-Match: " + tag + "\r\n"));
  CHECK(again.status == 304);
  CHECK(again.field("ETag") == tag);
  CHECK(again.body.empty());
  w.write("web/index.html", "<p>changed</p>");
  CHECK(c.ask(get("/", "If-None-Match: " + tag + "\r\n")).body == "<p>changed</p>");
}

TEST_CASE("the packed form goes to those who take it", "[http][static]") {
  site_world w;
  auto c = w.connect();
  const auto packed = c.ask(get("/app-B3kd09aX.js", "Accept-Encoding: br, gzip;q=0.5\r\n"));
  CHECK(packed.body == "packed");
  CHECK(packed.field("Content-Encoding") == "gzip");
  CHECK(packed.field("Content-Type") == "text/javascript; charset=utf-8");
  CHECK(packed.field("Vary") == "Accept-Encoding");
  CHECK(c.ask(get("/app-B3kd09aX.js", "Accept-Encoding: gzip;q=0\r\n")).body == "let x");
  CHECK(c.ask(get("/app-B3kd09aX.js", "Accept-Encoding: gzipped\r\n")).body == "let x");
}

TEST_CASE("nothing outside the directory can be had", "[http][static]") {
  site_world w;
  auto c = w.connect();
  const auto* const path =
      GENERATE("/../secret.txt", "/%2e%2e/secret.txt", "/docs/../../secret.txt", "/..%2fsecret.txt", "/link.txt",
               "/.hidden", "//etc/passwd", "/%2fetc/passwd", "/..%5csecret.txt", "/docs/./index.html", "/./", "/a%0ab");
  const auto a = c.ask(get(path));
  CHECK(a.status == 404);
  CHECK(a.body.find("secret\n") == std::string::npos);
}

TEST_CASE("an application's own paths lead to its page, missing files do not", "[http][static]") {
  site_world w;
  auto c = w.connect();
  CHECK(c.ask(get("/app/conversations/17")).body == "<p>home</p>");
  CHECK(c.ask(get("/app/missing.js")).status == 404);
  CHECK(c.ask(get("/conversations/17")).status == 404);
}

TEST_CASE("a page carries a nonce of its own in its policy and in its text, and is not kept", "[http][static]") {
  site_world w;
  w.write("web/page.html", "<meta content=\"__CSP_NONCE__\">");
  int made = 0;
  http::static_options o;
  o.directory = w.root.string();
  o.nonce = [&made] { return "n" + std::to_string(++made); };
  const auto handle = http::make_static_handler(o);
  for (const auto* nonce : {"n1", "n2"}) {
    ports::http_request q;
    q.params = {{"path", "page.html"}};
    ports::http_response got;
    handle(q, std::make_shared<ports::responder>([&](ports::http_response r) { got = std::move(r); }));
    CHECK(got.status == 200);
    CHECK(got.body == std::string{"<meta content=\""} + nonce + "\">");
    const auto header = [&](std::string_view name) {
      const auto found =
          std::find_if(got.headers.begin(), got.headers.end(), [&](const auto& h) { return h.name == name; });
      return found == got.headers.end() ? std::string{} : found->value;
    };
    CHECK(header("Content-Security-Policy").find(std::string{"'nonce-"} + nonce + "'") != std::string::npos);
    CHECK(header("Cache-Control") == "no-store");
  }
}
