#pragma once

#include "io/ports/provider.hpp"

namespace charla::meta {

/// The request that sends one bubble: `POST {base_url}/{phone_number_id}/messages` with our id in
/// `biz_opaque_callback_data`, so that statuses find it again (Meta has no idempotency key).
/// Errors: `send.no_recipient`, `send.empty`, `send.too_long`, `send.media`, `send.location`, `send.contacts`,
/// `send.template`, `send.interactive`, `send.unsupported_type`, `channel.number_rule`; `where` is the field. Source of
/// the limits: Cloud API v23 (A8).
[[nodiscard]] flows::result<ports::client_request> build_request(const ports::channel_access& channel,
                                                                 const ports::outbound& message);

/// A call of Graph for this channel with its token: `{base_url}/{path}`, JSON when there is a body.
[[nodiscard]] ports::client_request
call(const ports::channel_access& channel, std::string method, std::string_view path, std::string body = {});

} // namespace charla::meta
