#pragma once

#include "io/api/context.hpp"
#include "io/api/identity.hpp"
#include "io/api/problem.hpp"
#include "io/json/writer.hpp"

namespace charla::api {

/// One request on its way through a handler.
struct call {
  context& house;
  const ports::http_request& request;
  identity who;
  ports::store_admin* rows = nullptr; ///< null for an endpoint without `store`

  [[nodiscard]] ports::store_admin& store() const { return *rows; }
};

/// Answers through the responder, now or later. `call` lives until it returns.
using handler = std::function<void(call&, ports::responder_ptr)>;
/// Answers at once.
using quick_handler = std::function<answer(call&)>;

/// A query parameter, for the document.
struct parameter {
  std::string_view name;
  std::string_view type; ///< `string` | `integer` | `boolean`
  std::string_view what;
};

/// One row of the route table: both the server's route and the OpenAPI operation are made from it.
struct endpoint {
  std::string_view method;
  std::string_view pattern;
  right needs = right::signed_in;
  std::string_view summary;
  std::string_view request_schema;  ///< name in `schemas()`; empty: no body
  std::string_view response_schema; ///< likewise; empty for an answer that is not JSON
  handler handle;
  ports::run_on where = ports::run_on::workers;
  std::vector<parameter> query = {};
  std::string_view media = "application/json"; ///< of the answer
  bool store = true;                           ///< the handler reads or writes the store
  bool open_at_home = false;                   ///< needs no sign-in in development, from this machine
  std::size_t body_max = 256 << 10;
  std::string_view takes = "application/json"; ///< media type of the body; another one is not asked to be JSON
};
using endpoints = std::vector<endpoint>;

[[nodiscard]] handler quick(quick_handler h);

[[nodiscard]] ports::http_response json_response(std::string body, int status = 200);
/// `{"ok":true}`
[[nodiscard]] ports::http_response ok_response();
/// Makes the body with a writer inside one object.
template <class Write>
[[nodiscard]] ports::http_response object_response(Write write, int status = 200) {
  json::writer w;
  w.begin_object();
  write(w);
  w.end_object();
  return json_response(w.take(), status);
}

/// What the server gets: authentication, rights and a store connection around the handler.
[[nodiscard]] ports::route to_route(const context_ptr& house, const endpoint& e);

/// Notes who did what; a failure to note is logged and does not undo what was done.
void note_audit(const call& c, std::string_view action, std::string_view subject, std::string details = "{}");

/// `limit` of the query, 1 to 100, 50 by default.
[[nodiscard]] tl::expected<std::size_t, problem> limit_of(const ports::http_request& request);
[[nodiscard]] std::optional<std::int64_t> number_of(std::string_view text);

} // namespace charla::api
