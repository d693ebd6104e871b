#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// `{type, text | template, client_id?, reply_to?}` of a body; what is wrong stays in the body.
[[nodiscard]] flows::outgoing_request read_outgoing(const call& c, body& b);

/// Sends it as the caller: a person silences the bot (R151), a program by key does not. The same `client_id` sends
/// once: a repetition gets the same answer and nothing else happens.
void send_outgoing(const call& c,
                   const ports::responder_ptr& done,
                   const ports::channel_access& channel,
                   const flows::address& to,
                   flows::outgoing_request message);

} // namespace charla::api
