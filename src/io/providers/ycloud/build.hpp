#pragma once

#include "io/ports/provider.hpp"

namespace charla::ycloud {

/// The request that sends one bubble: `POST /whatsapp/messages/sendDirectly`, which passes it to Meta at once, so that
/// Meta's refusals and the wamid come with the answer; our id is its `externalId`. Errors: as Meta's `build_request`.
[[nodiscard]] flows::result<ports::client_request> build_request(const ports::channel_access& channel,
                                                                 const ports::outbound& message);

/// A call for this channel with its API key: `{base_url}/{path}`, JSON when there is a body.
[[nodiscard]] ports::client_request
call(const ports::channel_access& channel, std::string method, std::string_view path, std::string body = {});

} // namespace charla::ycloud
