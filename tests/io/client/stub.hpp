#pragma once

#include "io/ports/http.hpp"

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace charla::client_test {

/// One connection, seen from a server that may misbehave.
class served {
public:
  explicit served(int socket) : socket_(socket) {}
  /// Head and body of the next request; empty when the client has left.
  [[nodiscard]] std::string read_request();
  /// The next line without its end; empty when the client has left.
  [[nodiscard]] std::string read_line();
  void send(std::string_view bytes) const;
  /// Waits for the client to leave.
  void wait_end();

private:
  bool fill();
  int socket_;
  std::string buffer_;
};

/// A server on a free loopback port that runs a script for each connection, one thread each. The connection is closed
/// when its script returns.
class stub {
public:
  explicit stub(std::function<void(served&)> script);
  ~stub();
  stub(const stub&) = delete;
  stub& operator=(const stub&) = delete;

  [[nodiscard]] std::string url(std::string_view path = "/", std::string_view host = "127.0.0.1") const;
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }
  /// Requests that were read to their end, over all connections.
  std::atomic<int> requests{0};

private:
  void accept_all();

  std::function<void(served&)> script_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

[[nodiscard]] std::string ok_answer(std::string_view body);
/// Sends and waits, twenty seconds at most.
[[nodiscard]] ports::client_response ask(ports::http_client& client, ports::client_request request);
[[nodiscard]] ports::client_request to(std::string url, std::string method = "POST", std::string body = {});

} // namespace charla::client_test
