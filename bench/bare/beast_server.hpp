#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace charla::bench {

/// The smallest HTTP server that Beast makes: one thread, keep-alive, nothing checked but what the handler checks.
class beast_server {
public:
  /// Answers one request; may be called from any thread, once.
  using reply = std::function<void(int status)>;
  struct request {
    std::string_view body;
    std::string_view signature;
  };
  /// Runs on the server's thread.
  using handler = std::function<void(const request&, reply)>;

  beast_server(std::uint16_t port, handler h);
  ~beast_server();
  [[nodiscard]] std::uint16_t port() const;
  /// Returns when the process gets SIGINT or SIGTERM.
  void run();
  /// Runs `task` on the server's thread.
  void post(std::function<void()> task);

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::bench
