#pragma once

#include "world.hpp"

#include <atomic>
#include <mutex>

namespace charla::http_test {

/// What happened to a channel, seen from the handler's side. Shared with the server's threads.
struct channel_diary {
  void opened(ports::text_channel_ptr c) {
    const std::lock_guard lock{mutex};
    channel = std::move(c);
  }
  [[nodiscard]] ports::text_channel_ptr open_channel() const {
    const std::lock_guard lock{mutex};
    return channel;
  }
  /// Waits for the channel.
  [[nodiscard]] ports::text_channel_ptr wait_open() const {
    (void)becomes([&] { return open_channel() != nullptr; });
    return open_channel();
  }

  mutable std::mutex mutex;
  ports::text_channel_ptr channel;
  std::atomic<int> closed{0};
};

/// One frame as a client sends it (RFC 6455 §5.2): masked with zeros. `opcode` 1 text, 2 binary, 8 close, 9 ping, 10
/// pong.
[[nodiscard]] std::string client_frame(int opcode, std::string_view payload);
struct server_frame {
  int opcode = 0;
  std::string payload;
  [[nodiscard]] int close_code() const {
    return payload.size() < 2 ? 0
                              : static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
  }
};
[[nodiscard]] server_frame read_frame(peer& c);
/// The upgrade request; `fields` must bring an Origin or an Authorization.
[[nodiscard]] std::string upgrade(std::string_view path, std::string_view fields);

} // namespace charla::http_test
