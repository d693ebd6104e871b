#include "io/api/flow/play_room.hpp"

#include <algorithm>

namespace charla::api {

void play_room::forget_idle(seats& s, flows::timestamp now) {
  std::erase_if(s, [&](const auto& one) { return now - one.second.used > idle_max; });
}

void play_room::add(flows::tenant_id tenant, const std::string& id, play_ptr p, flows::timestamp now) {
  const std::lock_guard lock{mutex_};
  for (auto& [_, taken] : tenants_)
    forget_idle(taken, now);
  auto& mine = tenants_[tenant];
  if (mine.size() >= each_tenant_max)
    mine.erase(std::min_element(mine.begin(), mine.end(),
                                [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
  mine.insert_or_assign(id, seat{std::move(p), now});
}

play_ptr play_room::find(flows::tenant_id tenant, const std::string& id, flows::timestamp now) {
  const std::lock_guard lock{mutex_};
  auto& mine = tenants_[tenant];
  forget_idle(mine, now);
  const auto found = mine.find(id);
  if (found == mine.end()) return nullptr;
  found->second.used = now;
  return found->second.play;
}

} // namespace charla::api
