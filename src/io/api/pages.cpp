#include "io/api/resources.hpp"

namespace charla::api {

namespace {

/// The file server answers; `file` overrides what the path says.
handler file(std::string name) {
  return [name = std::move(name)](call& c, const ports::responder_ptr& done) {
    if (!c.house.with.pages) return (*done)(to_response(not_found("page"), c.request.correlation_id));
    auto request = c.request;
    if (!name.empty()) request.params = {{"path", name}};
    c.house.with.pages(std::move(request), done);
  };
}

/// A browser asks for a page by name; a program takes anything (R194).
bool wants_page(const ports::http_request& r) {
  return r.header_value("accept").value_or("").find("text/html") != std::string_view::npos;
}

void home(call& c, const ports::responder_ptr& done) {
  if (wants_page(c.request)) return file("index.html")(c, done);
  auto r = object_response([&](json::writer& w) {
    w.member("ok", true).member("service", "charla").member("status", "healthy");
    w.member("ts", flows::to_unix_ms(c.house.with.clock.now()));
  });
  r.headers.push_back({"Vary", "Accept"});
  (*done)(std::move(r));
}

endpoint page(std::string_view pattern, std::string_view summary, handler h) {
  endpoint e{"GET", pattern, right::open, summary, "", "", std::move(h)};
  e.media = "text/html";
  e.store = false;
  return e;
}

} // namespace

endpoints page_endpoints() {
  return {
      page("/", "The live page for browsers; for programs that they have reached us, as JSON", home),
      page("/docs", "This document, readable; needs nothing from elsewhere", file("docs.html")),
      page("/{path*}", "Files of the pages", file("")),
  };
}

} // namespace charla::api
