#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <sys/epoll.h>

namespace charla::bench {

/// Gets the readiness of one file descriptor.
class watcher {
public:
  virtual ~watcher() = default;
  virtual void on_events(std::uint32_t events) = 0;
};

/// One thread's epoll loop with timers. The load generator and the stub must be far cheaper than what they measure:
/// this costs one system call a batch of events and nothing else.
class loop {
public:
  loop();
  ~loop();
  loop(const loop&) = delete;
  loop& operator=(const loop&) = delete;

  void watch(int fd, std::uint32_t events, watcher& w);
  void change(int fd, std::uint32_t events, watcher& w);
  /// After this the watcher is not called again, not even for events already fetched.
  void forget(int fd, watcher& w);
  /// Runs `task` once, not before `when` (mono_ns).
  void at(std::int64_t when, std::function<void()> task);
  /// Waits at most `wait_max` ns for events, dispatches them and the timers that are due.
  void step(std::int64_t wait_max);

private:
  std::int64_t until_next_timer(std::int64_t wait_max) const;
  void run_timers();

  int epoll_ = -1;
  std::array<epoll_event, 256> fetched_{};
  int fetched_count_ = 0;
  std::multimap<std::int64_t, std::function<void()>> timers_;
};

} // namespace charla::bench
