#pragma once

#include "io/ports/http.hpp"

namespace charla::http {

/// What the connection adds to a handler's answer.
struct head_context {
  std::string_view date;
  std::string_view correlation_id;
  bool keep_alive = true;
  bool http_1_0 = false;
  bool vary_origin = false;
  bool chunked = false; ///< instead of `Content-Length`
};

/// Appends status line and header fields with the blank line. Adds Date, X-Request-Id, Content-Length, Connection and
/// the default security headers, each unless the handler gave its own (the framing fields are always ours). Line breaks
/// and NUL in a handler's fields are dropped: they would begin another field.
void append_head(std::string& out, const ports::http_response& response, const head_context& context);

/// Whether an answer of this status may carry a body (RFC 9110 §6.4.1).
[[nodiscard]] constexpr bool may_have_body(int status) noexcept {
  return status >= 200 && status != 204 && status != 304;
}

} // namespace charla::http
