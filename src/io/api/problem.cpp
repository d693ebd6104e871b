#include "io/api/problem.hpp"

#include "io/json/writer.hpp"

namespace charla::api {

problem not_found(std::string_view what) {
  return {404, "not-found", "Not found", "There is no such " + std::string{what} + " here.", {}};
}

problem unauthenticated(std::string_view detail) {
  return {401, "unauthenticated", "Sign in first", std::string{detail}, {}};
}

problem forbidden(std::string_view detail) { return {403, "forbidden", "Not allowed", std::string{detail}, {}}; }

problem conflict(std::string_view detail) { return {409, "conflict", "Not possible now", std::string{detail}, {}}; }

problem invalid(std::vector<field_error> errors) {
  return {422, "validation", "The request has wrong fields", "Correct the fields named in `errors` and send it again.",
          std::move(errors)};
}

problem invalid(std::string field, std::string reason, std::string hint) {
  return invalid({{std::move(field), std::move(reason), std::move(hint)}});
}

problem bad_request(std::string_view detail) {
  return {400, "bad-request", "The request cannot be read", std::string{detail}, {}};
}

problem unavailable(std::string_view detail) {
  return {503, "unavailable", "Not available now", std::string{detail}, {}, 5};
}

problem too_many(std::string_view detail, int retry_after_s) {
  return {429, "too-many", "Too many attempts", std::string{detail}, {}, retry_after_s};
}

problem store_failed(const ports::store_error& e) {
  switch (e.code) {
  case ports::store_errc::unavailable:
  case ports::store_errc::unknown_outcome:
  case ports::store_errc::full:
  case ports::store_errc::locked:
  case ports::store_errc::fenced: return unavailable("The store cannot answer now; try again in a few seconds.");
  case ports::store_errc::data: return bad_request(e.what);
  case ports::store_errc::corrupt: break;
  }
  return {500, "internal", "Something is broken", "The stored row cannot be read; the log has the details.", {}};
}

ports::http_response to_response(const problem& p, std::string_view correlation_id) {
  json::writer w;
  w.begin_object();
  w.member("type", "urn:charla:problem:" + p.type).member("title", p.title).member("status", p.status);
  w.member("detail", p.detail);
  if (!p.errors.empty()) {
    w.key("errors").begin_array();
    for (const auto& e : p.errors)
      w.begin_object().member("field", e.field).member("reason", e.reason).member("hint", e.hint).end_object();
    w.end_array();
  }
  for (const auto& [name, value] : p.more)
    w.key(name).raw(value);
  if (!correlation_id.empty()) w.member("correlation_id", correlation_id);
  w.end_object();
  ports::http_response r{
      p.status, {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}}, w.take()};
  if (p.retry_after_s > 0) r.headers.push_back({"Retry-After", std::to_string(p.retry_after_s)});
  if (p.status == 401) r.headers.push_back({"WWW-Authenticate", "Bearer"});
  return r;
}

} // namespace charla::api
