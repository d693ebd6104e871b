#include "io/api/reports/room.hpp"

#include <algorithm>

namespace charla::api {

namespace {

/// Lets the next one in, whatever happens to the work.
template <class F>
struct at_end {
  F run;
  ~at_end() { run(); }
};

} // namespace

report_room::result report_room::fresh(const std::string& key) {
  const auto found = kept_.find(key);
  return found != kept_.end() && clock_.boot_ms() < found->second.until_ms ? found->second.what : nullptr;
}

void report_room::keep(const std::string& key, const result& what) {
  const auto until = clock_.boot_ms() + std::chrono::milliseconds{good_for}.count();
  if (kept_.size() >= kept_max && kept_.count(key) == 0)
    kept_.erase(std::min_element(kept_.begin(), kept_.end(),
                                 [](const auto& a, const auto& b) { return a.second.until_ms < b.second.until_ms; }));
  kept_[key] = {what, until};
}

std::pair<report_room::result, bool> report_room::get(const std::string& key, const std::function<result()>& make) {
  std::unique_lock lock{mutex_};
  if (auto ready = fresh(key)) return {ready, true};
  if (busy_) {
    if (waiting_ >= waiting_max) return {nullptr, false};
    ++waiting_;
    const bool free = changed_.wait_for(lock, patience, [&] { return !busy_ || fresh(key); });
    --waiting_;
    if (auto ready = fresh(key)) return {ready, true};
    if (!free) return {nullptr, false};
  }
  busy_ = true;
  lock.unlock();
  result made;
  {
    const at_end done{[&] {
      const std::lock_guard again{mutex_};
      busy_ = false;
      if (made) keep(key, made);
      changed_.notify_all();
    }};
    made = make();
  }
  return {made, true};
}

} // namespace charla::api
