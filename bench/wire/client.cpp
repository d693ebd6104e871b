#include "wire/client.hpp"

#include "wire/clock.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace charla::bench {

namespace {
constexpr std::int64_t reconnect_after = 50 * ns_per_ms;
} // namespace

client::client(loop& l, const endpoint& to, callbacks on) : stream(l), to_(to), on_(std::move(on)) {}

void client::connect() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return retry_later();
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to_.address), sizeof to_.address) < 0 && errno != EINPROGRESS) {
    ::close(fd);
    return retry_later();
  }
  state_ = state::connecting;
  adopt(fd, EPOLLIN | EPOLLOUT);
}

void client::retry_later() {
  state_ = state::down;
  loop_.at(mono_ns() + reconnect_after, [this] { connect(); });
}

void client::on_writable() {
  // Only a connection that holds is ready; a refused one comes with EPOLLERR and ends in on_closed.
  sockaddr_in peer{};
  socklen_t size = sizeof peer;
  if (state_ != state::connecting || ::getpeername(descriptor(), reinterpret_cast<sockaddr*>(&peer), &size) < 0) return;
  state_ = state::idle;
  loop_.at(0, [this] {
    if (state_ == state::idle) on_.ready(*this);
  });
}

void client::post(std::string_view request) {
  state_ = state::busy;
  write(request);
}

void client::on_readable() {
  const auto message = split_http(received_);
  if (!message || state_ != state::busy) return;
  const bool closing = message->header("connection") == "close";
  const auto size = message->size;
  state_ = state::idle;
  on_.answered(*this, *message);
  received_.erase(0, size);
  if (closing) {
    close();
    return retry_later();
  }
  on_.ready(*this);
}

void client::on_closed() {
  const bool was_busy = state_ == state::busy;
  retry_later();
  if (was_busy) on_.lost(*this);
}

} // namespace charla::bench
