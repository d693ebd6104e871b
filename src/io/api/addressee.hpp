#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// A conversation of the caller's tenant, and the channel it is on.
struct addressee {
  ports::conversation_row row;
  ports::channel_access channel;
  const ports::provider* speaks = nullptr; ///< lives as long as the routes
};

/// The conversation that `{id}` names. Errors: 404 when it is unknown or another tenant's, 409 when its channel is
/// gone.
[[nodiscard]] tl::expected<addressee, problem> find_addressee(const call& c);

/// Gives a command to the engine and answers when it is durable.
/// @param say what a success says, beside nothing else.
void command(const call& c,
             const ports::responder_ptr& done,
             const ports::channel_access& channel,
             const flows::address& to,
             ports::conversation_command what,
             std::function<void(json::writer&, const ports::command_result&)> say);

} // namespace charla::api
