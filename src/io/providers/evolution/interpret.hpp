#pragma once

#include "io/json/reader.hpp"
#include "io/ports/provider.hpp"

namespace charla::evolution {

/// What the answer to a send means: by what its words say first (a number that is not on WhatsApp, a phone that is not
/// connected), then by the HTTP status.
[[nodiscard]] ports::send_answer interpret(const ports::client_response& response);

/// The words of an error, wherever they stand: `response.message`, a text or a list, or `message`.
[[nodiscard]] std::string words_of(json::value root);
/// Whether these words say that the phone is not connected.
[[nodiscard]] bool says_not_connected(std::string_view words);

/// The answer of any other call; errors also come as HTTP 200 with `error: true`. Errors: `provider.refused`.
[[nodiscard]] flows::result<json::document> read_answer(const ports::client_response& response);

} // namespace charla::evolution
