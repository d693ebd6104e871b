#include "io/store/postgres/deadline.hpp"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <sys/socket.h>
#include <thread>

namespace charla::store::postgres {

using steady = std::chrono::steady_clock;

struct deadlines::impl {
  struct armed {
    int socket;
    steady::time_point due;
  };
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::uint64_t, armed> waiting;
  std::uint64_t next = 0;
  steady::time_point wakes_at = steady::time_point::max();
  bool over = false;
  std::thread watcher;

  void watch() {
    std::unique_lock lock{mutex};
    while (!over) {
      auto soonest = steady::time_point::max();
      const auto now = steady::now();
      for (auto& [ticket, a] : waiting) {
        if (a.due <= now) {
          ::shutdown(a.socket, SHUT_RDWR);
          a.due = steady::time_point::max(); // once is enough
        }
        soonest = std::min(soonest, a.due);
      }
      wakes_at = soonest;
      if (soonest == steady::time_point::max())
        changed.wait(lock);
      else
        changed.wait_until(lock, soonest);
    }
  }
};

deadlines::deadlines() : impl_(std::make_unique<impl>()) {
  impl_->watcher = std::thread{[this] { impl_->watch(); }};
}

deadlines::~deadlines() {
  {
    const std::lock_guard lock{impl_->mutex};
    impl_->over = true;
  }
  impl_->changed.notify_one();
  impl_->watcher.join();
}

deadlines::guard::guard(deadlines& owner, int socket, std::chrono::milliseconds within) : owner_(owner) {
  auto& i = *owner_.impl_;
  const auto due = steady::now() + within;
  bool sooner = false;
  {
    const std::lock_guard lock{i.mutex};
    ticket_ = i.next++;
    i.waiting[ticket_] = {socket, due};
    // Waking the watcher costs a context switch a statement: only when it would sleep through this deadline.
    sooner = due < i.wakes_at;
  }
  if (sooner) i.changed.notify_one();
}

deadlines::guard::~guard() {
  const std::lock_guard lock{owner_.impl_->mutex};
  owner_.impl_->waiting.erase(ticket_);
}

} // namespace charla::store::postgres
