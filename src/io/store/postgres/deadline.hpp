#pragma once

#include <chrono>
#include <memory>

namespace charla::store::postgres {

/// Ends a wait for an answer that never comes. libpq has no time limit for a blocking call, and a server whose kernel
/// still acknowledges (a stopped process, a frozen disk) would hold a lane for ever: after the time the socket is shut
/// down, and libpq reports the connection as lost. One thread for a store.
class deadlines {
public:
  deadlines();
  ~deadlines();
  deadlines(const deadlines&) = delete;
  deadlines& operator=(const deadlines&) = delete;

  /// While it lives, the socket has a deadline.
  class guard {
  public:
    guard(deadlines& owner, int socket, std::chrono::milliseconds within);
    ~guard();
    guard(const guard&) = delete;
    guard& operator=(const guard&) = delete;

  private:
    deadlines& owner_;
    std::uint64_t ticket_;
  };

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::store::postgres
