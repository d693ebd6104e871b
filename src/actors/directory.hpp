#pragma once

#include "io/ports/engine.hpp"

#include <mutex>
#include <set>
#include <unordered_map>

namespace charla::actors {

/// What the engine knows of tenants, channels and flows: immutable, shared by all actors, replaced as a whole when
/// something is changed through the API.
struct directory {
  struct channel {
    ports::channel_access access;
    const ports::provider* speaks = nullptr; ///< lives as long as the process
    bool stopped = false;
    flows::milliseconds group_quiet{2000};
    flows::milliseconds group_max{6000};
    std::vector<std::string> opt_out_words; ///< folded
    std::vector<std::string> opt_in_words;
    double number_rate = 80; ///< messages a second: set by people, told by the provider, or the default
  };
  struct tenant {
    flows::rules rules;
    flows::catalog flows;
  };
  /// Types of events that some subscription of a tenant wants.
  struct interest {
    bool all = false;
    std::set<std::string, std::less<>> types;
  };
  std::unordered_map<flows::channel_id, channel> channels;
  std::unordered_map<flows::tenant_id, tenant> tenants;
  std::unordered_map<flows::tenant_id, interest> webhooks; ///< tenants with a subscription, no others

  [[nodiscard]] const channel* find(flows::channel_id id) const {
    const auto found = channels.find(id);
    return found == channels.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const tenant* find(flows::tenant_id id) const {
    const auto found = tenants.find(id);
    return found == tenants.end() ? nullptr : &found->second;
  }
  /// Does anybody want to be told of this? Only saves work: who is told, the store decides.
  [[nodiscard]] bool is_wanted(flows::tenant_id id, std::string_view type) const {
    const auto found = webhooks.find(id);
    return found != webhooks.end() && (found->second.all || found->second.types.contains(type));
  }
};
using directory_ptr = std::shared_ptr<const directory>;

/// Holds the present directory. Thread-safe.
class directory_holder {
public:
  [[nodiscard]] directory_ptr get() const {
    const std::lock_guard lock{mutex_};
    return present_;
  }
  void put(directory_ptr next) {
    const std::lock_guard lock{mutex_};
    present_ = std::move(next);
  }

private:
  mutable std::mutex mutex_;
  directory_ptr present_ = std::make_shared<directory>();
};

} // namespace charla::actors
