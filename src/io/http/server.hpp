#pragma once

#include "flows/error.hpp"
#include "io/http/limits.hpp"
#include "io/ports/clock.hpp"
#include "io/ports/config.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/http.hpp"
#include "io/ports/log.hpp"
#include "io/ports/metrics.hpp"

#include <memory>

namespace charla::http {

/// The HTTP/1.1 server: routes, WebSockets and event streams on `io_threads` threads, handlers that block on a bounded
/// pool of workers. A route that runs `on io_thread` is answered however full that pool is (R007).
class server {
public:
  /// The ports must outlive the server. Throws `std::invalid_argument` for routes that contradict each other.
  server(const ports::http_config& config,
         ports::routes routes,
         ports::log& log,
         ports::metrics& metrics,
         ports::clock& clock,
         ports::crypto& crypto,
         limits bounds = {});
  /// Stops without grace.
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// Binds, listens and begins to answer. Errors: `http.listen`, naming address and port and what to do.
  [[nodiscard]] flows::result<void> start();
  /// The port that is listened on: the free one that was taken when the configuration says 0. 0 before `start`.
  [[nodiscard]] std::uint16_t port() const;
  /// Takes no more connections, lets requests at hand be answered for up to `grace`, closes channels with 1001, then
  /// closes everything and ends the threads. Not from a handler. A second call does nothing.
  void stop(std::chrono::milliseconds grace);

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::http
