#include "flows/definition/catalog.hpp"

namespace charla::flows {

catalog::catalog(std::vector<std::shared_ptr<const flow>> versions, std::optional<flow_version> active) {
  for (auto& version : versions) {
    if (!version) continue;
    const flow_version key{version->id, version->version};
    versions_.insert_or_assign(key, std::move(version));
  }
  if (active) active_ = find(active->flow, active->version);
}

catalog catalog::answered_by(std::optional<flow_version> active) const {
  auto other = *this;
  other.active_ = active ? find(active->flow, active->version) : nullptr;
  return other;
}

const flow* catalog::find(flow_id id, std::int32_t version) const {
  const auto found = versions_.find({id, version});
  return found == versions_.end() ? nullptr : found->second.get();
}

} // namespace charla::flows
