#include "io/store/memory/admin.hpp"

namespace charla::store::memory {

stored<std::optional<media_row>> admin::media(tenant_id t, channel_id channel, const std::string& media_id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.media.find({channel, media_id});
  if (found == disk_->rows.media.end() || found->second.want.tenant != t) return std::nullopt;
  return found->second;
}

stored<std::optional<asset_row>> admin::asset(tenant_id t, const asset_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.assets.find({t, id});
  if (found == disk_->rows.assets.end()) return std::nullopt;
  return found->second;
}

stored<void> admin::put_asset(const asset_row& a) {
  const std::lock_guard lock{disk_->mutex};
  keep_asset(disk_->rows, a);
  return {};
}

stored<bool> admin::retry_media(tenant_id t, channel_id channel, const std::string& media_id, timestamp now) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.media.find({channel, media_id});
  if (found == disk_->rows.media.end() || found->second.want.tenant != t || found->second.state != media_state::failed)
    return false;
  auto& row = found->second;
  row.state = media_state::wanted;
  row.attempts = 0;
  row.not_before = now;
  return true;
}

} // namespace charla::store::memory
