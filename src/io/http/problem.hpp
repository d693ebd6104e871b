#pragma once

#include "io/ports/http.hpp"

namespace charla::http {

/// The usual phrase of a status: `Not Found`.
[[nodiscard]] std::string_view reason_phrase(int status);

/// A problem document (RFC 9457) of type `about:blank`, titled by the status. `detail` says what was wrong and what to
/// do; `instance` is the path asked for.
[[nodiscard]] ports::http_response
problem(int status, std::string_view detail, std::string_view instance, std::string_view correlation_id);

} // namespace charla::http
