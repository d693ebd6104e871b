#include "wire/loop.hpp"

#include "wire/clock.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <unistd.h>

namespace charla::bench {

namespace {

void check(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

} // namespace

loop::loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) { check(epoll_, "epoll_create1"); }

loop::~loop() { ::close(epoll_); }

void loop::watch(int fd, std::uint32_t events, watcher& w) {
  epoll_event e{};
  e.events = events;
  e.data.ptr = &w;
  check(::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &e), "epoll_ctl add");
}

void loop::change(int fd, std::uint32_t events, watcher& w) {
  epoll_event e{};
  e.events = events;
  e.data.ptr = &w;
  check(::epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &e), "epoll_ctl mod");
}

void loop::forget(int fd, watcher& w) {
  ::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
  for (int i = 0; i < fetched_count_; ++i) {
    auto& e = fetched_[static_cast<std::size_t>(i)];
    if (e.data.ptr == &w) e.data.ptr = nullptr;
  }
}

void loop::at(std::int64_t when, std::function<void()> task) { timers_.emplace(when, std::move(task)); }

std::int64_t loop::until_next_timer(std::int64_t wait_max) const {
  if (timers_.empty()) return wait_max;
  return std::clamp<std::int64_t>(timers_.begin()->first - mono_ns(), 0, wait_max);
}

void loop::run_timers() {
  if (timers_.empty()) return;
  const auto now = mono_ns();
  while (!timers_.empty() && timers_.begin()->first <= now) {
    auto node = timers_.extract(timers_.begin());
    node.mapped()();
  }
}

void loop::step(std::int64_t wait_max) {
  const auto wait = until_next_timer(wait_max);
  const timespec timeout{wait / ns_per_s, wait % ns_per_s};
  fetched_count_ = ::epoll_pwait2(epoll_, fetched_.data(), static_cast<int>(fetched_.size()), &timeout, nullptr);
  if (fetched_count_ < 0) {
    fetched_count_ = 0;
    if (errno != EINTR) check(-1, "epoll_pwait2");
  }
  for (int i = 0; i < fetched_count_; ++i) {
    const auto e = fetched_[static_cast<std::size_t>(i)];
    if (e.data.ptr != nullptr) static_cast<watcher*>(e.data.ptr)->on_events(e.events);
  }
  fetched_count_ = 0;
  run_timers();
}

} // namespace charla::bench
