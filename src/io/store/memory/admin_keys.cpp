#include "io/store/memory/admin.hpp"

namespace charla::store::memory {

stored<std::vector<api_key_row>> admin::api_keys(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<api_key_row> all;
  for (const auto& [id, k] : disk_->rows.keys)
    if (k.tenant == t) all.push_back(k);
  return all;
}

stored<std::optional<api_key_row>> admin::api_key_by_hash(const std::array<std::uint8_t, 32>& hash) {
  const std::lock_guard lock{disk_->mutex};
  for (const auto& [id, k] : disk_->rows.keys)
    if (k.hash == hash) return k;
  return std::nullopt;
}

stored<api_key_row> admin::add_api_key(const api_key_row& k) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(k.tenant)) return wrong("tenant: there is none with this id");
  for (const auto& [id, other] : disk_->rows.keys)
    if (other.hash == k.hash) return wrong("hash: is taken");
  auto made = k;
  made.id = next_number(disk_->rows.keys);
  made.created_at = born(k.created_at);
  disk_->rows.keys.emplace(made.id, made);
  return made;
}

stored<bool> admin::revoke_api_key(tenant_id t, std::int32_t id, timestamp at) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.keys.find(id);
  if (found == disk_->rows.keys.end() || found->second.tenant != t || found->second.revoked_at) return false;
  found->second.revoked_at = at;
  return true;
}

stored<void> admin::touch_api_key(std::int32_t id, timestamp at) {
  const std::lock_guard lock{disk_->mutex};
  if (const auto found = disk_->rows.keys.find(id); found != disk_->rows.keys.end()) found->second.last_used_at = at;
  return {};
}

stored<void> admin::add_session(const session_row& s) {
  const std::lock_guard lock{disk_->mutex};
  if (!disk_->rows.users.contains(s.user)) return wrong("user: there is none with this id");
  auto made = s;
  made.created_at = born(s.created_at);
  if (!disk_->rows.sessions.emplace(s.hash, made).second) return wrong("hash: is taken");
  return {};
}

stored<std::optional<session_row>> admin::session_by_hash(const std::array<std::uint8_t, 32>& hash) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.sessions.find(hash);
  if (found == disk_->rows.sessions.end()) return std::nullopt;
  return found->second;
}

stored<void> admin::extend_session(const std::array<std::uint8_t, 32>& hash, timestamp expires_at) {
  const std::lock_guard lock{disk_->mutex};
  if (const auto found = disk_->rows.sessions.find(hash); found != disk_->rows.sessions.end())
    found->second.expires_at = expires_at;
  return {};
}

stored<void> admin::end_session(const std::array<std::uint8_t, 32>& hash) {
  const std::lock_guard lock{disk_->mutex};
  disk_->rows.sessions.erase(hash);
  return {};
}

stored<void> admin::end_sessions_of(user_id u) {
  const std::lock_guard lock{disk_->mutex};
  std::erase_if(disk_->rows.sessions, [&](const auto& s) { return s.second.user == u; });
  return {};
}

stored<std::vector<flow_row>> admin::flows(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<flow_row> all;
  for (const auto& [key, f] : disk_->rows.flows)
    if (f.tenant == t) all.push_back(f);
  return all;
}

namespace {

void retire_active(rows& db, tenant_id t) {
  for (auto& [key, f] : db.flows)
    if (f.tenant == t && f.status == "active") f.status = "published";
}

} // namespace

stored<flow_row> admin::add_flow_version(const flow_row& f) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(f.tenant)) return wrong("tenant: there is none with this id");
  auto& all = disk_->rows.flows;
  auto made = f;
  made.version = 1;
  made.created_at = born(f.created_at);
  if (f.id.value() == 0) {
    made.id = flow_id{all.empty() ? 1 : all.rbegin()->first.first.value() + 1};
  } else {
    const auto after = all.upper_bound({f.id, std::numeric_limits<std::int32_t>::max()});
    if (after == all.begin() || std::prev(after)->first.first != f.id || std::prev(after)->second.tenant != f.tenant)
      return wrong("id: there is no flow " + std::to_string(f.id.value()) + " of this organisation");
    made.version = std::prev(after)->first.second + 1;
  }
  if (f.status == "active") retire_active(disk_->rows, f.tenant);
  all.emplace(std::pair{made.id, made.version}, made);
  return made;
}

stored<bool> admin::activate_flow(tenant_id t, flow_id id, std::int32_t version) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.flows.find({id, version});
  if (found == disk_->rows.flows.end() || found->second.tenant != t) return false;
  retire_active(disk_->rows, t);
  found->second.status = "active";
  return true;
}

} // namespace charla::store::memory
