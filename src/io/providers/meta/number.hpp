#pragma once

#include "io/ports/provider.hpp"

/// How a number of ours is, and what is told of a message that was read.
namespace charla::meta {

/// Blue ticks, also for what came before it; with `typing` also "is writing …", until an answer comes or 25 s.
[[nodiscard]] ports::client_request
mark_read(const ports::channel_access& channel, const std::string& provider_id, bool typing);

[[nodiscard]] ports::client_request ask_health(const ports::channel_access& channel);
/// `at` stays 0: the moment is the caller's. A number that is also used on a phone sends 20 messages a second, whatever
/// Graph says (providers.md A11).
[[nodiscard]] flows::result<ports::number_fact> health(const ports::channel_access& channel,
                                                       const ports::client_response& response);

} // namespace charla::meta
