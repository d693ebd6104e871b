#include "io/store/memory/admin.hpp"

#include <algorithm>

namespace charla::store::memory {

stored<std::vector<tenant_row>> admin::tenants() {
  const std::lock_guard lock{disk_->mutex};
  std::vector<tenant_row> all;
  for (const auto& [id, t] : disk_->rows.tenants)
    all.push_back(t);
  return all;
}

stored<tenant_row> admin::add_tenant(const tenant_row& t) {
  const std::lock_guard lock{disk_->mutex};
  auto made = t;
  made.id = tenant_id{next_number(disk_->rows.tenants)};
  made.created_at = born(t.created_at);
  disk_->rows.tenants.emplace(made.id, made);
  return made;
}

stored<bool> admin::update_tenant(const tenant_row& t) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.tenants.find(t.id);
  if (found == disk_->rows.tenants.end()) return false;
  const auto created_at = found->second.created_at;
  found->second = t;
  found->second.created_at = created_at;
  return true;
}

stored<std::vector<user_row>> admin::users(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<user_row> all;
  for (const auto& [id, u] : disk_->rows.users)
    if (u.tenant == t) all.push_back(u);
  return all;
}

stored<std::optional<user_row>> admin::user_by_email(const std::string& email) {
  const std::lock_guard lock{disk_->mutex};
  for (const auto& [id, u] : disk_->rows.users)
    if (u.email == email) return u;
  return std::nullopt;
}

stored<std::optional<user_row>> admin::user(user_id id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.users.find(id);
  if (found == disk_->rows.users.end()) return std::nullopt;
  return found->second;
}

stored<std::int64_t> admin::user_count() {
  const std::lock_guard lock{disk_->mutex};
  return static_cast<std::int64_t>(disk_->rows.users.size());
}

stored<user_row> admin::add_user(const user_row& u) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(u.tenant)) return wrong("tenant: there is none with this id");
  for (const auto& [id, other] : disk_->rows.users)
    if (other.email == u.email) return wrong("email: is taken");
  auto made = u;
  made.id = user_id{next_number(disk_->rows.users)};
  made.created_at = born(u.created_at);
  disk_->rows.users.emplace(made.id, made);
  return made;
}

stored<bool> admin::update_user(const user_row& u) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.users.find(u.id);
  if (found == disk_->rows.users.end() || found->second.tenant != u.tenant) return false;
  for (const auto& [id, other] : disk_->rows.users)
    if (other.email == u.email && id != u.id) return wrong("email: is taken");
  const auto created_at = found->second.created_at;
  found->second = u;
  found->second.created_at = created_at;
  return true;
}

stored<std::vector<channel_row>> admin::channels() {
  const std::lock_guard lock{disk_->mutex};
  std::vector<channel_row> all;
  for (const auto& [id, c] : disk_->rows.channels)
    all.push_back(c);
  return all;
}

stored<channel_row> admin::add_channel(const channel_row& c) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(c.tenant)) return wrong("tenant: there is none with this id");
  for (const auto& [id, other] : disk_->rows.channels)
    if (other.tenant == c.tenant && other.key == c.key) return wrong("key: is taken");
  auto made = c;
  made.id = channel_id{next_number(disk_->rows.channels)};
  made.created_at = born(c.created_at);
  disk_->rows.channels.emplace(made.id, made);
  return made;
}

stored<bool> admin::update_channel(const channel_row& c) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.channels.find(c.id);
  if (found == disk_->rows.channels.end() || found->second.tenant != c.tenant) return false;
  for (const auto& [id, other] : disk_->rows.channels)
    if (other.tenant == c.tenant && other.key == c.key && id != c.id) return wrong("key: is taken");
  const auto created_at = found->second.created_at;
  found->second = c;
  found->second.created_at = created_at;
  return true;
}

} // namespace charla::store::memory
