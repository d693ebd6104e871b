#include "io/api/reports/room.hpp"

#include <algorithm>

namespace charla::api {

report_room::result report_room::find(const std::string& key) {
  const std::lock_guard lock{mutex_};
  const auto found = kept_.find(key);
  return found != kept_.end() && clock_.boot_ms() < found->second.until_ms ? found->second.what : nullptr;
}

void report_room::keep(const std::string& key, result what) {
  const auto until = clock_.boot_ms() + std::chrono::milliseconds{good_for}.count();
  const std::lock_guard lock{mutex_};
  if (kept_.size() >= kept_max && kept_.count(key) == 0)
    kept_.erase(std::min_element(kept_.begin(), kept_.end(),
                                 [](const auto& a, const auto& b) { return a.second.until_ms < b.second.until_ms; }));
  kept_[key] = {std::move(what), until};
}

} // namespace charla::api
