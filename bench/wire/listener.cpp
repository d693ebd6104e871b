#include "wire/listener.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace charla::bench {

listener::listener(loop& l, int fd, std::function<void(int)> accepted)
    : loop_(l), fd_(fd), accepted_(std::move(accepted)) {
  loop_.watch(fd_, EPOLLIN, *this);
}

listener::~listener() {
  loop_.forget(fd_, *this);
  ::close(fd_);
}

void listener::on_events(std::uint32_t /*events*/) {
  for (;;) {
    const int fd = ::accept4(fd_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    accepted_(fd);
  }
}

} // namespace charla::bench
