#pragma once

#include "flows/error.hpp"
#include "flows/time.hpp"
#include "io/providers/simulator/graph.hpp"

namespace charla::simulator {

/// Whose webhooks they are.
struct sender_number {
  std::string phone_number_id;
  std::string display_phone_number;
};

/// The body of a webhook with one status.
/// @param error_code of a `failed` one, else 0.
[[nodiscard]] std::string status_webhook(const sender_number& number,
                                         const send_request& about,
                                         const std::string& wamid,
                                         std::string_view status,
                                         std::int32_t error_code,
                                         flows::timestamp at);

/// A simulated customer, or with `echo` a person of the organisation typing on the phone to that customer.
struct played_message {
  std::string wamid;
  std::string body;
};
/// Reads `{"text":"hola","from":"549…","name":"Ana"}`; `phone_number_id`, `echo`, and `message` (any message object of
/// Meta's instead of a text) are optional. Errors: `json.*`, `inbound.empty`, with the field.
/// @param new_id is given to a message that brings none.
[[nodiscard]] flows::result<played_message>
inbound_webhook(const sender_number& number, std::string_view json, const std::string& new_id, flows::timestamp at);

} // namespace charla::simulator
