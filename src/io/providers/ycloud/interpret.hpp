#pragma once

#include "io/json/reader.hpp"
#include "io/ports/provider.hpp"

namespace charla::ycloud {

/// What the answer to a send means: Meta's code in `error.whatsappApiError` first, then YCloud's word, then the HTTP
/// status.
[[nodiscard]] ports::send_answer interpret(const ports::client_response& response);

/// The code and the words of an error object, of a message's or an answer's.
struct said_error {
  std::int32_t code = 0;
  std::string text;
};
[[nodiscard]] said_error error_of(json::value code, json::value text, json::value whatsapp);

/// The answer of any other call. Errors: `provider.refused`.
[[nodiscard]] flows::result<json::document> read_answer(const ports::client_response& response);

} // namespace charla::ycloud
