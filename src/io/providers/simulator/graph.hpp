#pragma once

#include "flows/error.hpp"
#include "io/ports/http.hpp"

namespace charla::simulator {

/// What a send request says, as far as the simulation looks.
struct send_request {
  std::string phone_number_id;
  std::string to;      ///< phone as given, with or without `+`
  std::string user_id; ///< `recipient`, when there is no `to`
  std::string type;
  std::string text; ///< body, caption, emoji or template name: what people want to see
  std::string out_id;
};

/// A refusal as Graph words it.
struct refusal {
  std::int32_t code = 100;
  int status = 400;
  std::string details;
};

/// Reads a send as strictly as Graph does where it matters: a token, a recipient, a type with its object, the lengths.
[[nodiscard]] tl::expected<send_request, refusal> read_send(const ports::http_request& r);

/// 200 with the message's id; marked `"fake":true` with what would have been sent (R054).
[[nodiscard]] ports::http_response accepted(const send_request& r, const std::string& wamid);
[[nodiscard]] ports::http_response refused(const refusal& r);

} // namespace charla::simulator
