#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace charla::api {

/// One thread for what must neither block the sockets nor wait for a request: snapshots of the live feed, its flushes,
/// a directory that could not be read at the start. Sleeps while there is nothing to do.
class desk {
public:
  static constexpr std::size_t waiting_max = 4096;

  desk();
  /// Forgets what has not begun; waits for what has, unless it is called from there.
  ~desk();
  desk(const desk&) = delete;
  desk& operator=(const desk&) = delete;

  /// Runs `work` after `wait`. False when too much is waiting: nothing will be run.
  bool after(std::chrono::milliseconds wait, std::function<void()> work);
  bool post(std::function<void()> work) { return after(std::chrono::milliseconds{0}, std::move(work)); }

private:
  struct state;
  std::shared_ptr<state> state_;
};

} // namespace charla::api
