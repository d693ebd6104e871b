#include "flows/definition/catalog.hpp"

namespace charla::flows {

catalog::catalog(std::vector<std::shared_ptr<const flow>> versions,
                 std::optional<std::pair<flow_id, std::int32_t>> active) {
  for (auto& version : versions) {
    if (!version) continue;
    const std::pair key{version->id, version->version};
    versions_.insert_or_assign(key, std::move(version));
  }
  if (active) active_ = find(active->first, active->second);
}

const flow* catalog::find(flow_id id, std::int32_t version) const {
  const auto found = versions_.find({id, version});
  return found == versions_.end() ? nullptr : found->second.get();
}

} // namespace charla::flows
