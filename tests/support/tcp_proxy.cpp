#include "support/tcp_proxy.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace charla::support {

namespace {

sockaddr_in address_of(const std::string& host, std::uint16_t port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(port);
  if (::inet_pton(AF_INET, host.c_str(), &a.sin_addr) != 1) throw std::invalid_argument{"not an IPv4 address: " + host};
  return a;
}

bool pass_on(int to, const char* data, std::size_t size) {
  while (size > 0) {
    const auto n = ::send(to, data, size, MSG_NOSIGNAL);
    if (n <= 0) return false;
    data += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

} // namespace

struct tcp_proxy::impl {
  struct link {
    int client;
    int server;
  };
  sockaddr_in target{};
  int listener = -1;
  std::array<int, 2> wake{};
  std::uint16_t port = 0;
  std::vector<link> links;
  std::atomic<fault> mode{fault::none};
  std::atomic<bool> cut_now{false};
  std::atomic<bool> over{false};
  std::thread thread;

  void take_client() {
    const auto client = ::accept(listener, nullptr, nullptr);
    if (client < 0) return;
    const auto server = mode == fault::refuse ? -1 : ::socket(AF_INET, SOCK_STREAM, 0);
    if (server < 0 || ::connect(server, reinterpret_cast<sockaddr*>(&target), sizeof target) != 0) {
      ::close(client);
      if (server >= 0) ::close(server);
      return;
    }
    links.push_back({client, server});
  }

  /// False when the link is over.
  bool move(int from, int to, bool answer) {
    std::array<char, 65536> buffer;
    const auto n = ::recv(from, buffer.data(), buffer.size(), 0);
    if (n <= 0) return false;
    if (answer) {
      auto expected = fault::cut_at_answer;
      if (mode.compare_exchange_strong(expected, fault::none)) return false;
      if (mode == fault::silence) return true;
    }
    return pass_on(to, buffer.data(), static_cast<std::size_t>(n));
  }

  void close_link(const link& l) {
    ::close(l.client);
    ::close(l.server);
  }

  void run() {
    while (!over) {
      if (cut_now.exchange(false)) {
        for (const auto& l : links)
          close_link(l);
        links.clear();
      }
      std::vector<pollfd> fds{{listener, POLLIN, 0}, {wake[0], POLLIN, 0}};
      for (const auto& l : links) {
        fds.push_back({l.client, POLLIN, 0});
        fds.push_back({l.server, POLLIN, 0});
      }
      ::poll(fds.data(), fds.size(), -1);
      if (cut_now) continue; // what was sent after the cut must not slip through beside it
      std::vector<link> alive;
      for (std::size_t i = 0; i < links.size(); ++i) {
        const auto ready = [&](std::size_t k) { return fds[k].revents != 0; };
        auto ok = true;
        if (ready(2 + 2 * i)) ok = move(links[i].client, links[i].server, false);
        if (ok && ready(3 + 2 * i)) ok = move(links[i].server, links[i].client, true);
        if (ok)
          alive.push_back(links[i]);
        else
          close_link(links[i]);
      }
      links = std::move(alive);
      if (fds[1].revents != 0) {
        std::array<char, 16> drop;
        [[maybe_unused]] const auto n = ::read(wake[0], drop.data(), drop.size());
      }
      if (fds[0].revents != 0) take_client();
    }
  }

  void nudge() { [[maybe_unused]] const auto n = ::write(wake[1], "x", 1); }
};

tcp_proxy::tcp_proxy(std::string host, std::uint16_t port) : impl_(std::make_unique<impl>()) {
  auto& i = *impl_;
  i.target = address_of(host, port);
  i.listener = ::socket(AF_INET, SOCK_STREAM, 0);
  auto here = address_of("127.0.0.1", 0);
  socklen_t size = sizeof here;
  if (i.listener < 0 || ::bind(i.listener, reinterpret_cast<sockaddr*>(&here), size) != 0
      || ::listen(i.listener, 16) != 0 || ::getsockname(i.listener, reinterpret_cast<sockaddr*>(&here), &size) != 0
      || ::pipe(i.wake.data()) != 0)
    throw std::runtime_error{"the proxy cannot listen"};
  i.port = ntohs(here.sin_port);
  i.thread = std::thread{[&i] { i.run(); }};
}

tcp_proxy::~tcp_proxy() {
  impl_->over = true;
  impl_->nudge();
  impl_->thread.join();
  for (const auto& l : impl_->links)
    impl_->close_link(l);
  ::close(impl_->listener);
  ::close(impl_->wake[0]);
  ::close(impl_->wake[1]);
}

std::uint16_t tcp_proxy::port() const { return impl_->port; }
void tcp_proxy::set(fault f) { impl_->mode = f; }
void tcp_proxy::cut() {
  impl_->cut_now = true;
  impl_->nudge();
}

} // namespace charla::support
