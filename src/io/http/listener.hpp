#pragma once

#include "flows/error.hpp"
#include "io/http/lane.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace charla::http {

/// Accepts connections on the first lane's thread and deals them to the lanes in turn.
class listener : public std::enable_shared_from_this<listener> {
public:
  explicit listener(std::vector<std::shared_ptr<lane>> lanes);

  /// Binds and listens. Errors: `http.listen`.
  [[nodiscard]] flows::result<void> open();
  [[nodiscard]] std::uint16_t port() const;
  /// Accepts until `close`.
  task<> run();
  /// Any thread.
  void close();

private:
  using acceptor = asio::basic_socket_acceptor<asio::ip::tcp, executor>;

  task<> pause();
  void take(lane& on, tcp_socket socket);

  std::vector<std::shared_ptr<lane>> lanes_;
  site& site_;
  acceptor acceptor_;
  std::atomic<std::size_t> turning_away_{0};
};

} // namespace charla::http
