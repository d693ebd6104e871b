#include "cli/timer_thread.hpp"

namespace charla::cli {

timer_thread::timer_thread() : thread_([this] { run(); }) {}

timer_thread::~timer_thread() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void timer_thread::after(std::chrono::milliseconds wait, std::function<void()> work) {
  const std::lock_guard lock{mutex_};
  waiting_.emplace(std::chrono::steady_clock::now() + wait, std::move(work));
  changed_.notify_one();
}

void timer_thread::run() {
  std::unique_lock lock{mutex_};
  while (!stopping_) {
    if (waiting_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const auto due = waiting_.begin()->first;
    if (std::chrono::steady_clock::now() < due) {
      changed_.wait_until(lock, due);
      continue;
    }
    const auto work = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    lock.unlock();
    work();
    lock.lock();
  }
}

} // namespace charla::cli
