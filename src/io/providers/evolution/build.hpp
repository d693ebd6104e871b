#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

namespace charla::evolution {

/// The request that sends one bubble; each type has a route of its own. What can be tapped is written as a text with
/// numbers, since native buttons and lists often do not show (providers.md C2). Files go along in the request.
/// Errors: `send.no_recipient`, `send.unsupported_type`, `send.empty`, `send.too_long`, `send.media`, `send.location`,
/// `send.contacts`, `send.interactive`, `channel.number_rule`.
[[nodiscard]] flows::result<ports::client_request>
build_request(const ports::crypto& c, const ports::channel_access& channel, const ports::outbound& message);

/// A call of the gateway for this channel's instance: `{base_url}/{route}/{instance}`.
[[nodiscard]] ports::client_request
call(const ports::channel_access& channel, std::string method, std::string_view route, std::string body = {});

/// Whom it goes to: the whole address of the phone. The gateway takes the 9 of Argentina and the 1 of Mexico out of
/// bare digits, an address it leaves as it is. Errors: `send.no_recipient`, `channel.number_rule`.
[[nodiscard]] flows::result<std::string>
recipient(const ports::channel_access& channel, const flows::address& to, bool other_form);

} // namespace charla::evolution
