#include "io/store/cursor.hpp"
#include "io/store/memory/admin.hpp"
#include "io/store/memory/commit.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

void begin_again(delivery_row& d, timestamp at) {
  d.state = delivery_state::pending;
  d.attempts = 0;
  d.not_before = at;
  d.delivered_at.reset();
}

const webhook_row* find(const rows& db, tenant_id t, webhook_id id) {
  const auto found = db.webhooks.find(id);
  return found == db.webhooks.end() || found->second.tenant != t ? nullptr : &found->second;
}

} // namespace

stored<std::vector<webhook_row>> admin::webhooks() {
  const std::lock_guard lock{disk_->mutex};
  std::vector<webhook_row> all;
  for (const auto& [id, w] : disk_->rows.webhooks)
    all.push_back(w);
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.created_at < b.created_at; });
  return all;
}

stored<void> admin::add_webhook(const webhook_row& w) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(w.tenant)) return wrong("there is no such tenant");
  auto made = w;
  made.created_at = born(w.created_at);
  if (!disk_->rows.webhooks.emplace(w.id, std::move(made)).second) return wrong("this id is taken");
  return {};
}

stored<bool> admin::update_webhook(const webhook_row& w) {
  const std::lock_guard lock{disk_->mutex};
  if (find(disk_->rows, w.tenant, w.id) == nullptr) return false;
  auto& known = disk_->rows.webhooks.at(w.id);
  if (w.enabled && !known.enabled) {
    known.failures = 0;
    known.failing_since.reset();
    known.rest_until.reset();
  }
  known.url = w.url;
  known.description = w.description;
  known.events = w.events;
  known.secret = w.secret;
  known.previous_secret = w.previous_secret;
  known.previous_until = w.previous_until;
  known.enabled = w.enabled;
  known.disabled_reason = w.disabled_reason;
  return true;
}

stored<bool> admin::delete_webhook(tenant_id t, webhook_id id) {
  const std::lock_guard lock{disk_->mutex};
  if (find(disk_->rows, t, id) == nullptr) return false;
  disk_->rows.webhooks.erase(id);
  std::erase_if(disk_->rows.deliveries, [&](const auto& d) { return d.first.first == id; });
  return true;
}

stored<bool> admin::add_delivery(tenant_id t, webhook_id to, const event_out& e) {
  const std::lock_guard lock{disk_->mutex};
  const auto* w = find(disk_->rows, t, to);
  if (w == nullptr) return false;
  disk_->rows.deliveries.try_emplace({to, e.id}, delivery_of(*w, e, e.at));
  return true;
}

stored<page<delivery_row>> admin::deliveries(
    tenant_id t, webhook_id of, std::optional<delivery_state> state, const std::string& after, std::size_t limit) {
  std::optional<list_position> from;
  if (!after.empty()) {
    const auto given = position_from(after);
    if (!given) return tl::make_unexpected(given.error());
    from = *given;
  }
  const auto place = [](const delivery_row& d) { return std::pair{to_unix_ms(d.created_at), d.id}; };
  const std::lock_guard lock{disk_->mutex};
  std::vector<delivery_row> found;
  const auto& all = disk_->rows.deliveries;
  for (auto it = all.lower_bound({of, uuid{}}); it != all.end() && it->first.first == of; ++it) {
    const auto& d = it->second;
    if (d.tenant != t || (state && d.state != *state)) continue;
    if (!from || place(d) < std::pair{from->number, from->id}) found.push_back(d);
  }
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return place(a) > place(b); });
  return to_page(std::move(found), limit, [](const delivery_row& d) {
    return list_position{to_unix_ms(d.created_at), d.id};
  });
}

stored<std::optional<delivery_row>> admin::delivery(tenant_id t, webhook_id of, const uuid& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.deliveries.find({of, id});
  if (found == disk_->rows.deliveries.end() || found->second.tenant != t) return std::nullopt;
  return found->second;
}

stored<bool> admin::replay(tenant_id t, webhook_id of, const uuid& id, timestamp at) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.deliveries.find({of, id});
  if (found == disk_->rows.deliveries.end() || found->second.tenant != t) return false;
  begin_again(found->second, at);
  return true;
}

stored<std::int64_t> admin::replay_dead(tenant_id t, webhook_id of, timestamp since, timestamp at) {
  const std::lock_guard lock{disk_->mutex};
  std::int64_t n = 0;
  auto& all = disk_->rows.deliveries;
  for (auto it = all.lower_bound({of, uuid{}}); it != all.end() && it->first.first == of; ++it) {
    auto& d = it->second;
    if (d.tenant != t || d.state != delivery_state::dead || d.created_at < since) continue;
    begin_again(d, at);
    ++n;
  }
  return n;
}

} // namespace charla::store::memory
