#pragma once

#include "flows/ids.hpp"

#include <map>
#include <mutex>
#include <string>

namespace charla::api {

/// Sends with a key of the caller's that are not durable yet: two requests that carry one key at the same moment must
/// not both find the store empty. Thread-safe; holds what is on its way to the engine, which bounds it.
class sends_in_hand {
public:
  /// @returns false when another request has the key in hand; else `end` must follow.
  [[nodiscard]] bool begin(flows::tenant_id tenant, const std::string& client_id, const std::string& fingerprint) {
    const std::lock_guard lock{mutex_};
    auto& held = held_.try_emplace({tenant, client_id}, entry{fingerprint, 0}).first->second;
    if (held.fingerprint != fingerprint) return false;
    ++held.count;
    return true;
  }
  void end(flows::tenant_id tenant, const std::string& client_id) {
    const std::lock_guard lock{mutex_};
    const auto found = held_.find({tenant, client_id});
    if (found != held_.end() && --found->second.count == 0) held_.erase(found);
  }

private:
  struct entry {
    std::string fingerprint;
    int count = 0;
  };
  std::mutex mutex_;
  std::map<std::pair<flows::tenant_id, std::string>, entry> held_;
};

} // namespace charla::api
