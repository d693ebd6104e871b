#pragma once

#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>

namespace charla::bench {

/// Where a plain `http://` URL with a numeric IPv4 host (or `localhost`) points.
struct endpoint {
  std::string host; ///< `127.0.0.1:8000`, as the Host header wants it
  std::string path = "/";
  sockaddr_in address{};
};

/// Throws std::invalid_argument that names what is wrong with the URL.
[[nodiscard]] endpoint parse_endpoint(std::string_view url);

/// A listening, non-blocking TCP socket on 127.0.0.1; port 0 takes a free one. Throws std::system_error.
[[nodiscard]] int listen_on_loopback(std::uint16_t port);
[[nodiscard]] std::uint16_t port_of(int listening_fd);

} // namespace charla::bench
