#include "io/store/memory/commit.hpp"
#include "io/store/memory/lane.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

bool wants(const webhook_row& w, const std::string& type) {
  return w.events.empty() || std::find(w.events.begin(), w.events.end(), type) != w.events.end();
}

void note_fate(webhook_row& w, const delivery_fact& f) {
  if (f.now == delivery_state::delivered) {
    w.failures = 0;
    w.failing_since.reset();
    w.rest_until.reset();
    w.last_success_at = f.at;
    return;
  }
  ++w.failures;
  if (!w.failing_since) w.failing_since = f.at;
  if (f.rest_until) w.rest_until = f.rest_until;
  if (f.disable.empty()) return;
  w.enabled = false;
  w.disabled_reason = f.disable;
}

} // namespace

delivery_row delivery_of(const webhook_row& to, const event_out& e, timestamp now) {
  delivery_row d;
  d.webhook = to.id;
  d.id = e.id;
  d.tenant = to.tenant;
  d.type = e.type;
  d.body = e.body;
  d.not_before = now;
  d.created_at = now;
  return d;
}

std::int64_t announce(const commit_context& c, tenant_id tenant, const event_out& e) {
  std::int64_t made = 0;
  for (const auto& [id, w] : c.db.webhooks)
    if (w.tenant == tenant && w.enabled && wants(w, e.type))
      made += c.db.deliveries.try_emplace({id, e.id}, delivery_of(w, e, c.now)).second ? 1 : 0;
  return made;
}

void note(const commit_context& c, const delivery_fact& f) {
  const auto found = c.db.deliveries.find({f.webhook, f.id});
  if (found == c.db.deliveries.end()) return;
  auto& d = found->second;
  if (d.state != delivery_state::pending || d.attempts + 1 != f.attempt) return;
  d.state = f.now;
  d.attempts = f.attempt;
  d.not_before = f.not_before;
  d.last_attempt_at = f.at;
  d.last_status = f.status;
  d.last_error = f.error;
  d.last_answer = f.answer;
  d.last_took_ms = f.took_ms;
  if (f.now == delivery_state::delivered) d.delivered_at = f.at;
  if (const auto w = c.db.webhooks.find(f.webhook); w != c.db.webhooks.end()) note_fate(w->second, f);
}

stored<std::vector<due_deliveries>>
reader::deliveries_due(webhook_id after, timestamp now, std::size_t subscriptions, std::size_t each) {
  const std::lock_guard lock{disk_->mutex};
  const auto& db = disk_->rows;
  std::vector<due_deliveries> page;
  for (auto it = db.webhooks.upper_bound(after); it != db.webhooks.end() && page.size() < subscriptions; ++it) {
    const auto& w = it->second;
    if (!w.enabled || (w.rest_until && *w.rest_until > now)) continue;
    due_deliveries due{w, {}};
    for (auto d = db.deliveries.lower_bound({w.id, uuid{}}); d != db.deliveries.end() && d->first.first == w.id; ++d)
      if (d->second.state == delivery_state::pending && d->second.not_before <= now) due.rows.push_back(d->second);
    std::sort(due.rows.begin(), due.rows.end(), [](const delivery_row& a, const delivery_row& b) {
      return std::pair{a.not_before, a.id} < std::pair{b.not_before, b.id};
    });
    if (due.rows.size() > each) due.rows.resize(each);
    if (!due.rows.empty()) page.push_back(std::move(due));
  }
  return page;
}

stored<std::int64_t> lane::forget_deliveries_before(timestamp delivered, timestamp all) {
  const std::lock_guard lock{disk_->mutex};
  return static_cast<std::int64_t>(std::erase_if(disk_->rows.deliveries, [&](const auto& entry) {
    const auto& d = entry.second;
    return d.created_at < all
           || (d.delivered_at && d.state == delivery_state::delivered && *d.delivered_at < delivered);
  }));
}

} // namespace charla::store::memory
