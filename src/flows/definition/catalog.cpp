#include "flows/definition/catalog.hpp"

#include "flows/definition/built_in.hpp"

#include <algorithm>

namespace charla::flows {

catalog::catalog() : catalog({}, {}) {}

catalog::catalog(const std::vector<std::shared_ptr<const program>>& versions, const std::vector<flow_version>& live) {
  const auto& fallback = built_in_flow();
  versions_.emplace(fallback->version(), fallback);
  for (const auto& p : versions)
    if (p) versions_.insert_or_assign(p->version(), p);
  go_live(live);
}

catalog catalog::answered_by(const std::vector<flow_version>& live) const {
  auto other = *this;
  other.go_live(live);
  return other;
}

void catalog::go_live(const std::vector<flow_version>& live) {
  live_.clear();
  for (const auto& v : live)
    if (const auto* const p = find(v.flow, v.version)) live_.push_back(p);
  if (live_.empty()) live_.push_back(built_in_flow().get());
}

std::vector<flow_version> catalog::live_versions() const {
  std::vector<flow_version> out;
  std::transform(live_.begin(), live_.end(), std::back_inserter(out), [](const program* p) { return p->version(); });
  return out;
}

const program* catalog::live_of(flow_id id) const {
  const auto found =
      std::find_if(live_.begin(), live_.end(), [&](const program* p) { return p->version().flow == id; });
  return found == live_.end() ? nullptr : *found;
}

const program* catalog::find(flow_id id, std::int32_t version) const {
  const auto found = versions_.find({id, version});
  return found == versions_.end() ? nullptr : found->second.get();
}

} // namespace charla::flows
