#pragma once

#include "io/json/reader.hpp"
#include "io/ports/provider.hpp"

namespace charla::meta {

/// What an answer of `POST /{phone_number_id}/messages` means. By Graph's error code first, by the HTTP status only
/// when there is none (a proxy's page). `unknown` when the request may have been accepted: timeout or reset after it
/// was written, 5xx without a Graph error, 200 without a message id.
[[nodiscard]] ports::send_answer interpret(const ports::client_response& response);

/// The answer of any other call. Errors: `provider.refused` with Graph's words, or what came instead of them.
[[nodiscard]] flows::result<json::document> read_answer(const ports::client_response& response);

} // namespace charla::meta
