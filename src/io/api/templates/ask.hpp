#pragma once

#include "io/api/later_call.hpp"

namespace charla::api {

/// Whom a provider is asked for.
struct asked_channel {
  ports::channel_access access;
  const ports::provider* speaks = nullptr; ///< never null; lives as long as the routes
};

/// The channel when its provider has templates. Errors: 404, 409 with what to do.
[[nodiscard]] tl::expected<asked_channel, problem> channel_with_templates(const call& c, const known_channel* channel);

/// Asks the provider and notes it in the channel log, without the channel's secrets; then goes on with the answer, with
/// a connection to the store (`go_on`).
/// @param note for people who read the log.
void ask_provider(const later_call_ptr& held,
                  const asked_channel& channel,
                  ports::client_request request,
                  std::string note,
                  std::function<tl::expected<void, problem>(call&, const ports::client_response&)> then);

/// Why the provider could not or would not, as a problem: 502 with its words, 422 for what is missing at our side.
[[nodiscard]] problem refused_by_provider(const flows::error& e, const ports::client_response& response);

} // namespace charla::api
