#pragma once

#include "io/api/context.hpp"

namespace charla::api::live {

/// `GET /api/v1/feed`: the WebSocket of the console.
[[nodiscard]] ports::websocket_handler feed_door(const context_ptr& house);
/// `GET /api/inbox/stream`: Server-Sent Events.
[[nodiscard]] ports::sse_handler stream_door(const context_ptr& house);

} // namespace charla::api::live
