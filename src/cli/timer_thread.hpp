#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace charla::cli {

/// Runs functions later, one after the other, on one thread. What has not run when it is destroyed never runs.
class timer_thread {
public:
  timer_thread();
  ~timer_thread();
  timer_thread(const timer_thread&) = delete;
  timer_thread& operator=(const timer_thread&) = delete;

  void after(std::chrono::milliseconds wait, std::function<void()> work);

private:
  using moment = std::chrono::steady_clock::time_point;
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<moment, std::function<void()>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

} // namespace charla::cli
