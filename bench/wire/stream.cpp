#include "wire/stream.hpp"

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace charla::bench {

stream::stream(loop& l, int fd) : loop_(l) { adopt(fd, EPOLLIN); }

stream::~stream() { close(); }

void stream::adopt(int fd, std::uint32_t events) {
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // fails on a unix socket, which needs none
  fd_ = fd;
  wants_write_ = (events & EPOLLOUT) != 0;
  loop_.watch(fd, events, *this);
}

void stream::close() {
  if (fd_ < 0) return;
  loop_.forget(fd_, *this);
  ::close(fd_);
  fd_ = -1;
  received_.clear();
  unsent_.clear();
}

void stream::fail() {
  close();
  on_closed();
}

bool stream::read_all() {
  std::array<char, 64 * 1024> block; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by recv
  const auto n = ::recv(fd_, block.data(), block.size(), 0);
  if (n > 0) received_.append(block.data(), static_cast<std::size_t>(n));
  return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

void stream::on_events(std::uint32_t events) {
  if ((events & EPOLLOUT) != 0) {
    on_writable();
    if (!open()) return;
    wants_write_ = false;
    loop_.change(fd_, EPOLLIN, *this);
    auto rest = std::move(unsent_);
    unsent_.clear();
    if (!rest.empty()) write(rest);
  }
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && open()) {
    if (!read_all()) return fail();
    on_readable();
  }
}

void stream::write(std::string_view bytes) {
  if (!open()) return;
  if (unsent_.empty() && !wants_write_) {
    const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n > 0) bytes.remove_prefix(static_cast<std::size_t>(n));
    // A broken pipe is reported by the next read, where every caller already looks.
  }
  if (bytes.empty()) return;
  unsent_.append(bytes);
  if (!wants_write_) {
    wants_write_ = true;
    loop_.change(fd_, EPOLLIN | EPOLLOUT, *this);
  }
}

} // namespace charla::bench
