#include "wire/endpoint.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace charla::bench {

endpoint parse_endpoint(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  const auto fail = [&](const char* why) -> endpoint {
    throw std::invalid_argument("the URL '" + std::string(url) + "' " + why);
  };
  if (url.substr(0, scheme.size()) != scheme) return fail("must begin with http:// (the bench is local, without TLS)");
  auto rest = url.substr(scheme.size());
  endpoint e;
  const auto slash = rest.find('/');
  if (slash != std::string_view::npos) e.path = rest.substr(slash);
  e.host = rest.substr(0, slash);
  const auto colon = e.host.find(':');
  auto name = e.host.substr(0, colon);
  if (name == "localhost") name = "127.0.0.1";
  std::uint16_t port = 80;
  if (colon != std::string::npos) {
    const auto* end = e.host.data() + e.host.size();
    if (std::from_chars(e.host.data() + colon + 1, end, port).ptr != end) return fail("has a port that is no number");
  }
  e.address.sin_family = AF_INET;
  e.address.sin_port = htons(port);
  if (::inet_pton(AF_INET, name.c_str(), &e.address.sin_addr) != 1) return fail("needs a numeric IPv4 host");
  return e;
}

int listen_on_loopback(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(port);
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || ::bind(fd, reinterpret_cast<const sockaddr*>(&a), sizeof a) < 0 || ::listen(fd, 1024) < 0) {
    const int error = errno;
    ::close(fd);
    throw std::system_error(error, std::generic_category(), "cannot listen on 127.0.0.1:" + std::to_string(port));
  }
  return fd;
}

std::uint16_t port_of(int listening_fd) {
  sockaddr_in a{};
  socklen_t size = sizeof a;
  ::getsockname(listening_fd, reinterpret_cast<sockaddr*>(&a), &size);
  return ntohs(a.sin_port);
}

} // namespace charla::bench
