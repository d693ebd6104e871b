#pragma once

#include "io/clock/system.hpp"
#include "io/http/server.hpp"
#include "io/log/writer.hpp"
#include "io/metrics/registry.hpp"
#include "io/secrets/crypto.hpp"
#include "peer.hpp"

#include <functional>

namespace charla::http_test {

/// A server with real ports around it. Set `config`, `bounds` and `routes`, then `start`.
class world {
public:
  world();
  ~world();

  void start();
  [[nodiscard]] peer connect(int receive_buffer = 0) const { return peer{server->port(), receive_buffer}; }
  /// A route that answers at once.
  void answer_with(std::string method, std::string pattern, std::function<ports::http_response(ports::http_request)> f);
  /// What has been logged up to now.
  [[nodiscard]] std::string logged() const;
  /// Waits until the log contains `text`; false after ten seconds.
  [[nodiscard]] bool logs(std::string_view text) const;

  ports::http_config config;
  http::limits bounds;
  ports::routes routes;
  std::unique_ptr<ports::clock> clock;
  std::unique_ptr<ports::crypto> crypto;
  int log_file = -1;
  std::unique_ptr<ports::log> log;
  std::unique_ptr<ports::metrics> metrics;
  std::unique_ptr<http::server> server;
};

/// Waits for a condition, ten seconds at most.
[[nodiscard]] bool becomes(const std::function<bool()>& condition);

} // namespace charla::http_test
