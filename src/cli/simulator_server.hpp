#pragma once

#include "io/http/server.hpp"

#include <memory>

namespace charla::cli {

struct simulator_settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0; ///< 0: a free one
  std::string app_secret;
  std::string phone_number_id;
  std::string callback_url; ///< our webhook: where statuses and simulated customers' messages go
  std::string log_path;     ///< every send as a line of JSON; empty: none
  bool limits = false;      ///< Meta's limits from the start
};

/// The emulated providers (`io/providers/simulator`) on a socket of their own: a real HTTP server that answers like
/// theirs, so that nothing in the engine knows whether it is simulated.
class simulator_server {
public:
  simulator_server(const simulator_settings& settings,
                   ports::http_client& client,
                   ports::log& log,
                   ports::metrics& metrics,
                   ports::clock& clock,
                   ports::crypto& crypto);
  ~simulator_server();
  simulator_server(const simulator_server&) = delete;
  simulator_server& operator=(const simulator_server&) = delete;

  [[nodiscard]] flows::result<void> start();
  [[nodiscard]] std::string url() const; ///< `http://127.0.0.1:41234`

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::cli
