#pragma once

#include <chrono>
#include <cstddef>

namespace charla::http {

/// A handler that answers with this status wants the connection closed without an answer: an emulated provider plays
/// lost answers so. (nginx means the same by this number.)
inline constexpr int status_no_answer = 444;

/// Bounds of the server that an operator has no reason to turn; tests do. What operators turn is `ports::http_config`.
struct limits {
  std::size_t header_bytes = 16u << 10;             ///< request line and header fields; more is 431
  std::size_t header_fields = 100;                  ///< more is 431
  std::chrono::milliseconds answer_timeout{60'000}; ///< a handler that has not answered by then: 504
  std::chrono::milliseconds linger{2'000};          ///< how long a refused client may take to read why
  std::size_t frame_bytes = 64u << 10;              ///< inbound WebSocket frame; more closes with 1009
  std::chrono::milliseconds ping_every{30'000};     ///< two unanswered pings close with 4008
  std::chrono::milliseconds sse_heartbeat{8'000};   ///< a comment at least each 10 s (R019), the clock's tick included
  std::size_t channel_bytes = 8u << 20;             ///< waiting for one client; more closes its channel
  std::size_t channel_slow_bytes = 1u << 20;        ///< beyond, `text_channel::send` returns false
};

} // namespace charla::http
