#include "io/store/memory/admin.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

view_count counted(std::string_view view, std::int64_t found, std::int64_t cap) {
  return {view, std::min(found, cap), found > cap};
}

} // namespace

stored<std::vector<view_count>> admin::count_views(tenant_id t, const std::string& email, std::int64_t cap) {
  const auto views = desk_views();
  std::vector<conversation_filter> filters(views.size());
  for (std::size_t i = 0; i < views.size(); ++i)
    (void)narrow_to_view(filters[i], views[i].name, email);
  std::vector<std::int64_t> found(views.size());
  const std::lock_guard lock{disk_->mutex};
  for (const auto& [id, c] : disk_->rows.conversations) {
    if (c.row.summary.tenant != t) continue;
    for (std::size_t i = 0; i < views.size(); ++i)
      if (found[i] <= cap && lets_through(filters[i], c.row)) ++found[i];
  }
  std::vector<view_count> out;
  for (std::size_t i = 0; i < views.size(); ++i)
    out.push_back(counted(views[i].name, found[i], cap));
  const auto letters = std::count_if(disk_->rows.letters.begin(), disk_->rows.letters.end(), [&](const auto& l) {
    return l.second.row.tenant == t && l.second.row.state == "open";
  });
  out.push_back(counted("letters", letters, cap));
  return out;
}

stored<std::optional<stored_message>> admin::bubble(tenant_id t, const out_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto c = disk_->rows.conversations.find(id.conversation);
  if (c == disk_->rows.conversations.end() || c->second.row.summary.tenant != t) return std::nullopt;
  for (const auto& [seq, m] : c->second.messages)
    if (m.version == id.version && m.row.send == id.index) return with_delivery(disk_->rows, c->second, m);
  return std::nullopt;
}

stored<std::vector<canned_row>> admin::canned(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<canned_row> all;
  for (const auto& [key, row] : disk_->rows.canned)
    if (key.first == t) all.push_back(row);
  return all;
}

stored<std::optional<canned_row>> admin::put_canned(const canned_row& row) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(row.tenant)) return wrong("tenant: there is none with this id");
  auto& all = disk_->rows.canned;
  const auto taken = all.find({row.tenant, row.shortcut});
  if (taken != all.end() && taken->second.id != row.id) return std::nullopt;
  auto kept = row;
  kept.updated_at = born(row.updated_at);
  if (row.id == 0) {
    kept.id = ++disk_->rows.last_canned;
  } else {
    const auto before = std::find_if(all.begin(), all.end(), [&](const auto& entry) {
      return entry.first.first == row.tenant && entry.second.id == row.id;
    });
    if (before == all.end()) return std::nullopt;
    kept.created_by = before->second.created_by;
    all.erase(before);
  }
  all.insert_or_assign({kept.tenant, kept.shortcut}, kept);
  return kept;
}

stored<bool> admin::delete_canned(tenant_id t, std::int32_t id) {
  const std::lock_guard lock{disk_->mutex};
  return std::erase_if(disk_->rows.canned,
                       [&](const auto& entry) { return entry.first.first == t && entry.second.id == id; })
         == 1;
}

} // namespace charla::store::memory
