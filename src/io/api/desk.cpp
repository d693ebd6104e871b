#include "io/api/desk.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace charla::api {

struct desk::state {
  using moment = std::chrono::steady_clock::time_point;

  std::mutex mutex;
  std::condition_variable changed;
  std::multimap<moment, std::function<void()>> waiting;
  bool stopping = false;
  std::thread thread;

  void run() {
    std::unique_lock lock{mutex};
    while (!stopping) {
      if (waiting.empty()) {
        changed.wait(lock);
        continue;
      }
      const auto first = waiting.begin();
      if (first->first > std::chrono::steady_clock::now()) {
        changed.wait_until(lock, moment{first->first});
        continue;
      }
      auto work = std::move(first->second);
      waiting.erase(first);
      lock.unlock();
      work();
      work = nullptr; // what it held goes before the lock is taken
      lock.lock();
    }
  }
};

desk::desk() : state_(std::make_shared<state>()) {
  state_->thread = std::thread{[s = state_] { s->run(); }};
}

desk::~desk() {
  std::multimap<state::moment, std::function<void()>> forgotten;
  {
    const std::lock_guard lock{state_->mutex};
    state_->stopping = true;
    forgotten.swap(state_->waiting);
  }
  state_->changed.notify_all();
  if (state_->thread.get_id() == std::this_thread::get_id())
    state_->thread.detach();
  else
    state_->thread.join();
}

bool desk::after(std::chrono::milliseconds wait, std::function<void()> work) {
  {
    const std::lock_guard lock{state_->mutex};
    if (state_->stopping || state_->waiting.size() >= waiting_max) return false;
    state_->waiting.emplace(std::chrono::steady_clock::now() + wait, std::move(work));
  }
  state_->changed.notify_one();
  return true;
}

} // namespace charla::api
