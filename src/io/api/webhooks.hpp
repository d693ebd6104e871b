#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// Takes a webhook in (R021, R022): authentic, parsed, routed event by event, durable, then 200. Never blocks.
/// @param channel_key `whatsapp`: any channel; else only channels of that key.
/// @param type when not empty, only channels of that provider.
void receive_webhook(context& house,
                     const ports::http_request& request,
                     std::string_view channel_key,
                     const ports::responder_ptr& done,
                     std::string_view type = {});

} // namespace charla::api
