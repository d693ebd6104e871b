#include "io/api/resources.hpp"

#include <algorithm>
#include <array>

namespace charla::api {

namespace {

/// Programs look here, not people: what is not there is no page of the console.
bool is_for_programs(std::string_view path) {
  constexpr auto folders = std::to_array<std::string_view>({"api/", "admin/", "internal/", "tasks/", "sign-in/"});
  return std::any_of(folders.begin(), folders.end(), [&](auto folder) { return path.starts_with(folder); });
}

/// The file server answers.
void file(call& c, const ports::responder_ptr& done) {
  if (!c.house.with.pages || is_for_programs(c.request.param("path")))
    return (*done)(to_response(not_found("page"), c.request.correlation_id));
  c.house.with.pages(c.request, done);
}

/// A browser asks for a page by name; a program takes anything (R194).
bool wants_page(const ports::http_request& r) {
  return r.header_value("accept").value_or("").find("text/html") != std::string_view::npos;
}

void home(call& c, const ports::responder_ptr& done) {
  if (wants_page(c.request)) return file(c, done);
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
      page("/", "The console for browsers; for programs that they have reached us, as JSON", home),
      page("/{path*}", "The console: its files, and its own addresses such as /inbox and /docs", file),
  };
}

} // namespace charla::api
