#include "io/store/cursor.hpp"
#include "io/store/memory/admin.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

bool matches(const run_record& r, tenant_id t, const run_filter& f) {
  const auto& run = r.row.run;
  return r.tenant == t && (!f.flow || *f.flow == run.flow.flow) && (!f.version || *f.version == run.flow.version)
         && (!f.status || *f.status == run.status) && (!f.conversation || *f.conversation == r.row.conversation);
}

} // namespace

stored<page<run_row>> admin::runs(tenant_id t, const run_filter& f, const std::string& after, std::size_t limit) {
  const auto from = run_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  const std::lock_guard lock{disk_->mutex};
  std::vector<run_row> found;
  for (const auto& [key, r] : disk_->rows.runs)
    if (matches(r, t, f) && position_of(r.row) < *from) found.push_back(r.row);
  std::sort(found.begin(), found.end(),
            [](const run_row& a, const run_row& b) { return position_of(a) > position_of(b); });
  return to_page(std::move(found), limit, place_of_run);
}

stored<std::vector<visit_count>> admin::visits(tenant_id t, flow_id id, std::int32_t version) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<visit_count> found;
  const auto& all = disk_->rows.visits;
  for (auto it = all.lower_bound({t, {id, version}, {}, {}});
       it != all.end() && it->first.tenant == t && it->first.flow == flow_version{id, version}; ++it)
    found.push_back({it->first.flow, it->first.node, it->first.exit, it->second});
  return found;
}

stored<page<timer_row>> admin::timers(tenant_id t, const std::string& after, std::size_t limit) {
  const auto from = timer_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  const std::lock_guard lock{disk_->mutex};
  std::vector<timer_row> found;
  const auto& due = disk_->rows.due;
  for (auto it = due.upper_bound({from->due, {from->conversation, from->key}});
       it != due.end() && found.size() <= limit; ++it)
    if (const auto& timer = disk_->rows.timers.at(it->timer); timer.tenant == t) found.push_back(timer);
  return to_page(std::move(found), limit, place_of_timer);
}

} // namespace charla::store::memory
