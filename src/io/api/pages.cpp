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

endpoint page(std::string_view pattern, std::string_view summary, handler h) {
  endpoint e{"GET", pattern, right::open, summary, "", "", std::move(h)};
  e.media = "text/html";
  e.store = false;
  return e;
}

} // namespace

endpoints page_endpoints() {
  return {
      page("/", "The live page", file("index.html")),
      page("/docs", "This document, readable; needs nothing from elsewhere", file("docs.html")),
      page("/{path*}", "Files of the pages", file("")),
  };
}

} // namespace charla::api
