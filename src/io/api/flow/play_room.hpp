#pragma once

#include "flows/check/rehearsal.hpp"

#include <mutex>

namespace charla::api {

/// One simulated conversation, with what it began with: to begin it again.
struct play {
  flows::check::stage stage;
  flows::check::rehearsal rehearsal;
  flows::flow_version flow; ///< the one that is tried
  std::mutex mutex;         ///< one act after the other

  play(const flows::check::stage& on, flows::flow_version of) : stage(on), rehearsal(on), flow(of) {}
};
using play_ptr = std::shared_ptr<play>;

/// The simulated conversations of all tenants, in memory: a restart of the program ends them. Thread-safe.
class play_room {
public:
  static constexpr std::size_t each_tenant_max = 200;
  static constexpr flows::milliseconds idle_max = std::chrono::minutes{30};

  /// Makes room by forgetting what has been idle too long, else the one that was idle longest.
  void add(flows::tenant_id tenant, const std::string& id, play_ptr p, flows::timestamp now);
  /// Null when the tenant has none of this id, or no longer.
  [[nodiscard]] play_ptr find(flows::tenant_id tenant, const std::string& id, flows::timestamp now);

private:
  struct seat {
    play_ptr play;
    flows::timestamp used;
  };
  using seats = std::map<std::string, seat>;
  static void forget_idle(seats& s, flows::timestamp now);

  std::mutex mutex_;
  std::map<flows::tenant_id, seats> tenants_;
};

} // namespace charla::api
