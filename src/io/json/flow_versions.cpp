#include "io/json/flow_versions.hpp"

#include "flows/definition/program.hpp"

#include <algorithm>

namespace charla::json {

flow_versions compile_versions(const std::vector<ports::flow_row>& rows, const ports::codec& codec) {
  flow_versions out;
  std::vector<std::pair<flows::timestamp, flows::flow_version>> live;
  for (const auto& row : rows) {
    auto flow = codec.decode_flow(row.graph);
    if (!flow) {
      out.unreadable.push_back({row.name, row.version, flow.error()});
      continue;
    }
    flow->id = row.id;
    flow->version = row.version;
    flow->tenant = row.tenant;
    auto made = flows::compile(*std::move(flow));
    if (!made.ready) {
      out.unreadable.push_back({row.name, row.version, made.problems.front()});
      continue;
    }
    if (row.status == "active") live.emplace_back(row.live_since.value_or(row.created_at), made.ready->version());
    out.ready.push_back(std::move(made.ready));
  }
  std::sort(live.begin(), live.end(), std::greater{});
  std::transform(live.begin(), live.end(), std::back_inserter(out.live), [](const auto& l) { return l.second; });
  return out;
}

} // namespace charla::json
