#pragma once

#include "wire/endpoint.hpp"
#include "wire/http_message.hpp"
#include "wire/stream.hpp"

#include <functional>

namespace charla::bench {

/// One keep-alive client connection with at most one request in flight. Reconnects by itself, without hurry.
class client : private stream {
public:
  struct callbacks {
    std::function<void(client&)> ready;                         ///< connected, or free again: may `post`
    std::function<void(client&, const http_message&)> answered; ///< then `ready` follows
    std::function<void(client&)> lost;                          ///< the request in flight has no answer
  };
  client(loop& l, const endpoint& to, callbacks on);

  /// May `post` now. A connection that was ready may have gone down since: ask before each post.
  [[nodiscard]] bool ready() const noexcept { return state_ == state::idle; }
  /// Only when ready. `request` is the whole message, head and body.
  void post(std::string_view request);
  void connect();

private:
  enum class state : std::uint8_t { down, connecting, idle, busy };
  void on_readable() override;
  void on_closed() override;
  void on_writable() override;
  void retry_later();

  const endpoint& to_;
  callbacks on_;
  state state_ = state::down;
};

} // namespace charla::bench
