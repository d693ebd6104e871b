#pragma once

#include "io/ports/http.hpp"
#include "io/ports/log.hpp"

namespace charla::client {

struct options {
  std::size_t connections_max = 256;  ///< kept open, over all hosts
  std::size_t in_flight_max = 10'000; ///< requests accepted and not yet answered; more are refused as `not_sent`
  std::chrono::milliseconds connect_timeout{3000};
  std::string user_agent = "charla";
};

/// Outbound HTTP on libcurl's multi interface: one thread, connections reused, HTTP/2 where TLS offers it, nothing but
/// http and https, no redirects, no proxy. A request that was begun is never written twice, unless it only reads.
/// A request that cannot be taken in (too many under way) is answered before `send` returns. Destroying the client
/// answers everything in flight. With a `log`, which must outlive the client, each call leaves one line: host, method,
/// status, time; never path, fields or body.
[[nodiscard]] std::unique_ptr<ports::http_client> make_curl_client(options o = {}, ports::log* log = nullptr);

} // namespace charla::client
