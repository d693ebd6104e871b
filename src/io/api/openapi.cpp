#include "io/api/openapi.hpp"

#include "io/api/schema.hpp"

#include <algorithm>
#include <map>

namespace charla::api {

namespace {

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

/// `{path*}` is a parameter of our router; the document calls it `{path}`.
std::string documented_path(std::string_view pattern) {
  std::string out;
  for (const char c : pattern)
    if (c != '*') out.push_back(c);
  return out;
}

std::vector<std::string> path_parameters(std::string_view pattern) {
  std::vector<std::string> out;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    const auto close = pattern.find('}', open);
    auto name = pattern.substr(open + 1, close - open - 1);
    if (!name.empty() && name.back() == '*') name.remove_suffix(1);
    out.emplace_back(name);
  }
  return out;
}

/// `/api/v1/conversations/{id}` → `conversations`.
std::string tag_of(std::string_view pattern) {
  constexpr std::string_view v1 = "/api/v1/";
  if (pattern.substr(0, v1.size()) == v1) {
    const auto rest = pattern.substr(v1.size());
    return std::string{rest.substr(0, rest.find('/'))};
  }
  if (pattern.substr(0, 13) == "/api/webhooks") return "webhooks";
  return pattern.substr(0, 5) == "/api/" && pattern.find("messages") != std::string_view::npos ? "messages"
                                                                                               : "installation";
}

void write_reference(json::writer& w, std::string_view media, std::string_view schema) {
  w.key("content").begin_object().key(media).begin_object().key("schema").begin_object();
  if (schema.empty())
    w.member("type", "string");
  else
    w.member("$ref", "#/components/schemas/" + std::string{schema});
  w.end_object().end_object().end_object();
}

void write_parameters(json::writer& w, const endpoint& e) {
  const auto in_path = path_parameters(e.pattern);
  if (in_path.empty() && e.query.empty()) return;
  w.key("parameters").begin_array();
  for (const auto& p : in_path) {
    w.begin_object().member("name", p).member("in", "path").member("required", true);
    w.key("schema").begin_object().member("type", "string").end_object().end_object();
  }
  for (const auto& p : e.query) {
    w.begin_object().member("name", p.name).member("in", "query").member("description", p.what);
    w.key("schema").begin_object().member("type", p.type).end_object().end_object();
  }
  w.end_array();
}

void write_operation(json::writer& w, const endpoint& e) {
  w.key(lower(e.method)).begin_object().member("summary", e.summary);
  w.key("tags").begin_array().text(tag_of(e.pattern)).end_array();
  write_parameters(w, e);
  if (!e.request_schema.empty() || e.takes != "application/json") {
    w.key("requestBody").begin_object().member("required", true);
    write_reference(w, e.takes, e.request_schema);
    w.end_object();
  }
  w.key("responses").begin_object();
  w.key("200").begin_object().member("description", "Done");
  write_reference(w, e.media, e.response_schema);
  w.end_object();
  w.key("default").begin_object().member("description", "What is wrong, and what to do");
  write_reference(w, "application/problem+json", "problem");
  w.end_object().end_object();
  w.key("security").begin_array();
  if (e.needs != right::open) {
    w.begin_object().key("session").begin_array().end_array().end_object();
    w.begin_object().key("key").begin_array();
    if (e.needs != right::signed_in) w.text(name_of(e.needs));
    w.end_array().end_object();
  }
  w.end_array().end_object();
}

void write_components(json::writer& w) {
  w.key("components").begin_object().key("schemas").begin_object();
  for (const auto part : {door_schemas(), account_schemas(), conversation_schemas(), operation_schemas(),
                          message_schemas(), webhook_schemas(), flow_schemas(), people_schemas(), watch_schemas()})
    for (const auto& s : part)
      w.key(s.name).raw(s.text);
  w.end_object().key("securitySchemes").begin_object();
  w.key("session")
      .begin_object()
      .member("type", "apiKey")
      .member("in", "cookie")
      .member("name", "__Host-session")
      .end_object();
  w.key("key")
      .begin_object()
      .member("type", "http")
      .member("scheme", "bearer")
      .member("description", "An API key: chk_…");
  w.end_object().end_object().end_object();
}

} // namespace

std::string openapi_of(const endpoints& all, std::string_view server) {
  std::map<std::string, std::vector<const endpoint*>> by_path;
  for (const auto& e : all)
    by_path[documented_path(e.pattern)].push_back(&e);
  json::writer w{64 << 10};
  w.begin_object().member("openapi", "3.1.0");
  w.key("info").begin_object().member("title", "Charla").member("version", "1");
  w.member("description",
           "Conversations on WhatsApp. Errors are problem documents (RFC 9457). Lists go on with `after`, which "
           "takes `next` of the page before.");
  w.end_object();
  w.key("servers")
      .begin_array()
      .begin_object()
      .member("url", server.empty() ? std::string_view{"/"} : server)
      .end_object()
      .end_array();
  w.key("paths").begin_object();
  for (const auto& [path, operations] : by_path) {
    w.key(path).begin_object();
    for (const auto* e : operations)
      write_operation(w, *e);
    w.end_object();
  }
  w.end_object();
  write_components(w);
  w.end_object();
  return w.take();
}

} // namespace charla::api
