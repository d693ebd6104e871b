#pragma once

#include <cstdint>
#include <memory>
#include <string>

/// A wire that can be cut: sits between a client and a real server and loses what a network loses. No mock: the server
/// behind it does what it does.
namespace charla::support {

class tcp_proxy {
public:
  /// Listens on a free port of 127.0.0.1 and passes everything on to `host:port`.
  tcp_proxy(std::string host, std::uint16_t port);
  ~tcp_proxy();
  tcp_proxy(const tcp_proxy&) = delete;
  tcp_proxy& operator=(const tcp_proxy&) = delete;

  [[nodiscard]] std::uint16_t port() const;

  enum class fault : std::uint8_t {
    none,
    cut_at_answer, ///< requests arrive; at the first byte of an answer the client's side is closed, once
    silence,       ///< requests arrive, answers vanish, connections stay open
    refuse,        ///< new connections are closed at once
  };
  /// From now on, for connections that exist too.
  void set(fault f);
  /// Closes every connection, on both sides.
  void cut();

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::support
