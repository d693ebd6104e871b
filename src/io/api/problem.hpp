#pragma once

#include "flows/error.hpp"
#include "io/ports/http.hpp"
#include "io/ports/store.hpp"

namespace charla::api {

/// What is wrong with one field of a request.
struct field_error {
  std::string field;  ///< path: `text`, `template.name`, `graph.nodes.saludo`
  std::string reason; ///< stable: `required`, `type`, `too_long`, `not_one_of`, …
  std::string hint;   ///< for people: what to do
};

/// Why a request is refused, as a problem document (RFC 9457).
struct problem {
  int status = 500;
  std::string type;  ///< stable last part of the document's type: `validation`, `forbidden`, …
  std::string title; ///< the same for every problem of the type
  std::string detail;
  std::vector<field_error> errors;
  int retry_after_s = 0; ///< sent as `Retry-After` when positive
  /// Members of this document alone: name → JSON text (`revision` of a stale save).
  std::vector<std::pair<std::string, std::string>> more = {};
};

/// What a handler gives back.
using answer = tl::expected<ports::http_response, problem>;

[[nodiscard]] inline tl::unexpected<problem> refuse(problem p) { return tl::make_unexpected(std::move(p)); }

[[nodiscard]] problem not_found(std::string_view what);
[[nodiscard]] problem unauthenticated(std::string_view detail);
[[nodiscard]] problem forbidden(std::string_view detail);
[[nodiscard]] problem conflict(std::string_view detail);
[[nodiscard]] problem invalid(std::vector<field_error> errors);
[[nodiscard]] problem invalid(std::string field, std::string reason, std::string hint);
[[nodiscard]] problem bad_request(std::string_view detail);
[[nodiscard]] problem unavailable(std::string_view detail);
[[nodiscard]] problem too_many(std::string_view detail, int retry_after_s);
/// The store could not: 503 where trying again helps, 400 for a position that is none of ours, else 500.
[[nodiscard]] problem store_failed(const ports::store_error& e);

[[nodiscard]] ports::http_response to_response(const problem& p, std::string_view correlation_id);

} // namespace charla::api
