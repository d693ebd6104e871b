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

} // namespace charla::store::memory
