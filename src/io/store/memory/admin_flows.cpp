#include "io/store/memory/admin.hpp"

namespace charla::store::memory {

namespace {

using versions = std::map<std::pair<flow_id, std::int32_t>, flow_row>;

/// The versions of one flow.
std::pair<versions::iterator, versions::iterator> versions_of(rows& db, flow_id id) {
  return {db.flows.lower_bound({id, std::numeric_limits<std::int32_t>::min()}),
          db.flows.upper_bound({id, std::numeric_limits<std::int32_t>::max()})};
}

flow_record* find_flow(rows& db, tenant_id t, flow_id id) {
  const auto found = db.drafts.find(id);
  return found == db.drafts.end() || found->second.row.tenant != t ? nullptr : &found->second;
}

flow_draft_row shown(rows& db, const flow_record& f) {
  auto row = f.row;
  const auto [begin, end] = versions_of(db, row.id);
  for (auto v = begin; v != end; ++v) {
    row.newest = v->second.version;
    if (v->second.status == "active") row.live = v->second.version;
  }
  return row;
}

void retire_active(rows& db, flow_id id) {
  const auto [begin, end] = versions_of(db, id);
  for (auto v = begin; v != end; ++v)
    if (v->second.status == "active") {
      v->second.status = "published";
      v->second.live_since.reset();
    }
}

flow_draft_row& new_flow(rows& db, flow_draft_row f) {
  f.id = flow_id{next_number(db.drafts)};
  f.revision = 1;
  f.live.reset();
  f.newest = 0;
  const auto id = f.id;
  return db.drafts.emplace(id, flow_record{std::move(f), 0}).first->second.row;
}

bool is_pinned(const rows& db, tenant_id t, const flow_version& v) {
  for (const auto& [key, r] : db.runs)
    if (r.tenant == t && r.row.run.flow == v && r.row.run.status <= run_status::waiting) return true;
  return false;
}

} // namespace

stored<std::vector<flow_row>> admin::flows(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<flow_row> all;
  for (const auto& [key, f] : disk_->rows.flows)
    if (f.tenant == t) all.push_back(f);
  return all;
}

stored<flow_row> admin::add_flow_version(const flow_row& f) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  if (!has_tenant(f.tenant)) return wrong("tenant: there is none with this id");
  auto made = f;
  made.created_at = born(f.created_at);
  made.live_since = f.status == "active" ? std::optional{made.created_at} : std::nullopt;
  if (f.id.value() == 0) {
    flow_draft_row draft;
    draft.tenant = f.tenant;
    draft.name = f.name;
    draft.graph = f.graph;
    draft.changed_by = f.created_by;
    draft.changed_at = draft.created_at = made.created_at;
    made.id = new_flow(db, std::move(draft)).id;
  }
  auto* const flow = find_flow(db, f.tenant, made.id);
  if (flow == nullptr) return wrong("id: there is no flow " + std::to_string(f.id.value()) + " of this organisation");
  made.version = ++flow->last_version;
  if (f.status == "active") retire_active(db, made.id);
  db.flows.emplace(std::pair{made.id, made.version}, made);
  return made;
}

stored<bool> admin::activate_flow(tenant_id t, flow_id id, std::optional<std::int32_t> version, timestamp at) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  if (find_flow(db, t, id) == nullptr) return false;
  if (!version) {
    retire_active(db, id);
    return true;
  }
  const auto found = db.flows.find({id, *version});
  if (found == db.flows.end()) return false;
  if (found->second.status == "active") return true; // live since then
  retire_active(db, id);
  found->second.status = "active";
  found->second.live_since = at;
  return true;
}

stored<bool> admin::delete_flow_version(tenant_id t, flow_id id, std::int32_t version) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  const auto found = db.flows.find({id, version});
  if (found == db.flows.end() || found->second.tenant != t || found->second.status == "active"
      || is_pinned(db, t, {id, version}))
    return false;
  db.flows.erase(found);
  return true;
}

stored<std::vector<flow_draft_row>> admin::flow_drafts(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<flow_draft_row> all;
  for (const auto& [id, f] : disk_->rows.drafts)
    if (f.row.tenant == t) all.push_back(shown(disk_->rows, f));
  return all;
}

stored<std::optional<flow_draft_row>> admin::flow_draft(tenant_id t, flow_id id) {
  const std::lock_guard lock{disk_->mutex};
  const auto* const flow = find_flow(disk_->rows, t, id);
  if (flow == nullptr) return std::nullopt;
  return shown(disk_->rows, *flow);
}

stored<flow_draft_row> admin::add_flow(const flow_draft_row& f) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(f.tenant)) return wrong("tenant: there is none with this id");
  auto made = f;
  made.created_at = born(f.created_at);
  made.changed_at = f.changed_at == timestamp{} ? made.created_at : f.changed_at;
  return new_flow(disk_->rows, std::move(made));
}

stored<std::optional<std::int64_t>> admin::save_flow(const flow_draft_row& f) {
  const std::lock_guard lock{disk_->mutex};
  auto* const flow = find_flow(disk_->rows, f.tenant, f.id);
  if (flow == nullptr || flow->row.revision != f.revision) return std::nullopt;
  auto& row = flow->row;
  row.name = f.name;
  row.graph = f.graph;
  row.tests = f.tests;
  row.archived = f.archived;
  row.changed_by = f.changed_by;
  row.changed_at = born(f.changed_at);
  return ++row.revision;
}

} // namespace charla::store::memory
