#pragma once

#include "wire/loop.hpp"

#include <functional>

namespace charla::bench {

/// Accepts on a listening socket (TCP or unix) and hands over each connection's descriptor. Owns the socket.
class listener : public watcher {
public:
  listener(loop& l, int fd, std::function<void(int)> accepted);
  ~listener() override;
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;
  void on_events(std::uint32_t events) override;

private:
  loop& loop_;
  int fd_;
  std::function<void(int)> accepted_;
};

} // namespace charla::bench
