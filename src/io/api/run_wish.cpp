#include "io/api/run_wish.hpp"

namespace charla::api {

tl::expected<flows::flow, problem> find_runnable(const call& c, flows::flow_id id, std::int32_t version) {
  const auto rows = c.store().flows(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  const ports::flow_row* found = nullptr;
  bool known = false;
  for (const auto& row : *rows) {
    if (row.id != id) continue;
    known = true;
    if (version == 0 ? row.status == "active" : row.version == version) found = &row;
  }
  if (!known) return refuse(invalid("flow", "unknown", "The number of a published flow of this tenant."));
  if (found == nullptr && version == 0) return refuse(conflict("No version of this flow is live; name one."));
  if (found == nullptr) return refuse(invalid("version", "unknown", "The flow has no such version."));
  auto flow = c.house.with.codec.decode_flow(found->graph);
  if (!flow) return refuse(conflict("This version cannot be read any more: " + flow.error().what));
  flow->id = found->id;
  flow->version = found->version;
  flow->tenant = found->tenant;
  return std::move(*flow);
}

} // namespace charla::api
