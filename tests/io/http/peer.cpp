#include "peer.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace charla::http_test {

namespace {
constexpr int patience_ms = 10'000;
}

peer::peer(std::uint16_t port, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0)
    throw std::runtime_error("cannot connect");
}

peer::~peer() {
  if (socket_ >= 0) ::close(socket_);
}

peer::peer(peer&& other) noexcept : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}

bool peer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void peer::finish_sending() { ::shutdown(socket_, SHUT_WR); }

void peer::reset() {
  const linger hard{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(std::exchange(socket_, -1));
}

bool peer::fill() {
  pollfd p{socket_, POLLIN, 0};
  if (::poll(&p, 1, patience_ms) <= 0) throw std::runtime_error("the server said nothing for ten seconds");
  char bytes[65536];
  const auto n = ::recv(socket_, bytes, sizeof bytes, 0);
  if (n <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(n));
  return true;
}

std::string peer::read_bytes(std::size_t n) {
  while (buffer_.size() < n)
    if (!fill()) throw std::runtime_error("the connection ended early: " + buffer_);
  auto out = buffer_.substr(0, n);
  buffer_.erase(0, n);
  return out;
}

std::string peer::read_until(std::string_view mark) {
  for (;;) {
    if (const auto at = buffer_.find(mark); at != std::string::npos) return read_bytes(at + mark.size());
    if (!fill()) throw std::runtime_error("the connection ended early: " + buffer_);
  }
}

std::string peer::read_to_end() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

answer peer::read(bool to_head) {
  answer out;
  auto head = read_until("\r\n\r\n");
  out.status = std::stoi(head.substr(9, 3));
  for (auto at = head.find("\r\n") + 2; at + 2 < head.size();) {
    const auto end = head.find("\r\n", at);
    const auto colon = head.find(": ", at);
    out.headers.push_back({head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2)});
    at = end + 2;
  }
  if (to_head || out.status < 200) return out;
  if (out.field("Transfer-Encoding") == "chunked") {
    for (;;) {
      const auto size = std::stoul(read_until("\r\n"), nullptr, 16);
      out.body += read_bytes(size);
      (void)read_bytes(2);
      if (size == 0) return out;
    }
  }
  if (const auto length = out.field("Content-Length"); !length.empty()) out.body = read_bytes(std::stoul(length));
  return out;
}

std::string get(std::string_view path, std::string_view more_fields) {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{more_fields} + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view more_fields) {
  return "POST " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size())
         + "\r\n" + std::string{more_fields} + "\r\n" + std::string{body};
}

} // namespace charla::http_test
