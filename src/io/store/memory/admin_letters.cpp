#include "io/store/cursor.hpp"
#include "io/store/memory/admin.hpp"
#include "io/store/memory/commit.hpp"

#include <limits>

namespace charla::store::memory {

namespace {

stored<std::int64_t> id_after(const std::string& after) {
  if (after.empty()) return std::numeric_limits<std::int64_t>::max();
  return number_from(after);
}

/// A page of a log whose rows are numbered by their place in it, newest first.
template <class Row>
stored<page<Row>> newest(const std::vector<Row>& log, tenant_id t, const std::string& after, std::size_t limit) {
  const auto from = id_after(after);
  if (!from) return tl::make_unexpected(from.error());
  page<Row> shown;
  for (auto i = static_cast<std::int64_t>(log.size()); i > 0; --i) {
    const auto& row = log[static_cast<std::size_t>(i) - 1];
    if (i >= *from || row.tenant != t) continue;
    if (shown.items.size() == limit) {
      shown.next = to_cursor(i + 1);
      break;
    }
    shown.items.push_back(row);
  }
  return shown;
}

} // namespace

stored<page<dead_letter_row>>
admin::dead_letters(tenant_id t, const std::string& state, const std::string& after, std::size_t limit) {
  const auto from = id_after(after);
  if (!from) return tl::make_unexpected(from.error());
  const std::lock_guard lock{disk_->mutex};
  std::vector<dead_letter_row> found;
  for (auto it = disk_->rows.letters.rbegin(); it != disk_->rows.letters.rend() && found.size() <= limit; ++it)
    if (it->first < *from && it->second.row.tenant == t && (state.empty() || it->second.row.state == state))
      found.push_back(it->second.row);
  return to_page(std::move(found), limit, [](const dead_letter_row& l) { return l.id; });
}

stored<std::optional<dead_letter_row>> admin::dead_letter(tenant_id t, std::int64_t id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.letters.find(id);
  if (found == disk_->rows.letters.end() || found->second.row.tenant != t) return std::nullopt;
  return found->second.row;
}

stored<bool> admin::redrive(tenant_id t, std::int64_t id, timestamp at, const std::optional<std::string>& body) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  const auto found = db.letters.find(id);
  if (found == db.letters.end()) return false;
  auto& letter = found->second;
  // A bubble that was given up is not a cause: it is said again as a new message.
  if (letter.row.tenant != t || letter.row.state != "open" || (!letter.cause && !letter.timer)) return false;
  letter.row.state = "redriven";
  if (letter.cause) {
    pending_record p{*letter.cause, letter.row.kind};
    p.cause.row = inbox_id{++db.last_inbox};
    p.cause.received_at = at;
    p.cause.attempts = 0;
    if (body) p.cause.body = *body;
    for (auto& [key, s] : db.submissions)
      if (s.cause == letter.cause->row) s.cause = p.cause.row;
    db.inbox_by_conversation.insert({p.cause.conversation, p.cause.row});
    db.inbox.emplace(p.cause.row, std::move(p));
  } else if (!db.timers.contains({letter.timer->conversation, letter.timer->key})) {
    auto timer = *letter.timer;
    if (body) timer.body = *body;
    arm_timer(db, std::move(timer)); // armed anew meanwhile: that one counts
  }
  return true;
}

stored<bool> admin::discard(tenant_id t, std::int64_t id, const std::string& /*reason*/) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.letters.find(id);
  if (found == disk_->rows.letters.end() || found->second.row.tenant != t || found->second.row.state != "open")
    return false;
  found->second.row.state = "discarded";
  return true;
}

stored<page<system_event>> admin::system_events(tenant_id t, const std::string& after, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  return newest(disk_->rows.events, t, after, limit);
}

stored<void> admin::add_system_event(const system_event& e) {
  const std::lock_guard lock{disk_->mutex};
  disk_->rows.events.push_back(e);
  return {};
}

stored<void> admin::add_audit(const audit_row& a) {
  const std::lock_guard lock{disk_->mutex};
  disk_->rows.audits.push_back(a);
  disk_->rows.audits.back().at = born(a.at);
  return {};
}

stored<page<audit_row>> admin::audit(tenant_id t, const std::string& after, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  return newest(disk_->rows.audits, t, after, limit);
}

stored<admin::backlog> admin::backlog_now() {
  const std::lock_guard lock{disk_->mutex};
  const auto& db = disk_->rows;
  backlog b;
  b.inbox = static_cast<std::int64_t>(db.inbox.size());
  for (const auto& [out, o] : db.outbox) {
    if (o.row.state == outbox_state::ready) ++b.outbox_ready;
    if (o.row.state == outbox_state::sending) ++b.outbox_sending;
    if (o.row.state == outbox_state::in_doubt) ++b.outbox_in_doubt;
  }
  b.timers = static_cast<std::int64_t>(db.timers.size());
  for (const auto& [id, letter] : db.letters)
    if (letter.row.state == "open") ++b.dead_letters;
  for (const auto& [id, d] : db.deliveries) {
    if (d.state == delivery_state::pending) ++b.webhooks_pending;
    if (d.state == delivery_state::dead) ++b.webhooks_dead;
  }
  for (const auto& [id, m] : db.media) {
    if (m.state == media_state::wanted) ++b.media_wanted;
    if (m.state == media_state::failed) ++b.media_failed;
  }
  if (!db.inbox.empty()) b.oldest_inbox = db.inbox.begin()->second.cause.received_at;
  return b;
}

} // namespace charla::store::memory
