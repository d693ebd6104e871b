#include "io/store/cursor.hpp"
#include "io/store/memory/admin.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

report_line line_of(const rows& db, const conversation_record& c, const message_record& m) {
  report_line l;
  l.seq = m.row.seq;
  l.at = m.row.at;
  l.dir = m.row.dir;
  l.by = m.row.by;
  l.type = m.row.type;
  l.is_send = m.row.send.has_value();
  if (m.row.type == "system") l.note = m.row.body;
  if (!m.row.send) return l;
  if (const auto s = db.statuses.find({c.row.id, m.version, *m.row.send}); s != db.statuses.end()) {
    l.status = s->second.status;
    l.error_code = s->second.error_code;
    l.error_text = s->second.error_text;
    l.pricing = s->second.pricing;
  }
  return l;
}

void read_lines(const rows& db, const conversation_record& c, const report_filter& f, report_conversation& into) {
  std::size_t looked_at = 0;
  bool reached = false;
  for (auto m = c.messages.rbegin(); m != c.messages.rend() && looked_at < report_lines_max; ++m, ++looked_at) {
    const auto at = m->second.row.at;
    reached = reached || at < f.from - report_margin;
    if (at >= f.from - report_margin && at < f.to + report_margin) into.lines.push_back(line_of(db, c, m->second));
  }
  into.cut = looked_at == report_lines_max && !reached;
  std::reverse(into.lines.begin(), into.lines.end());
}

std::optional<timestamp> waits_since(const conversation_record& c) {
  std::optional<timestamp> since;
  for (auto m = c.messages.rbegin(); m != c.messages.rend(); ++m) {
    const auto& row = m->second.row;
    if (row.type == "system") continue;
    if (row.dir == direction::outbound) break;
    since = since ? std::min(*since, row.at) : row.at;
  }
  return since;
}

/// The tenant's conversations that `wanted` says, the latest activity first.
template <class Wanted>
std::vector<const conversation_record*>
latest(const rows& db, tenant_id t, std::optional<channel_id> channel, Wanted wanted) {
  std::vector<const conversation_record*> found;
  for (const auto& [id, c] : db.conversations) {
    const auto& s = c.row.summary;
    if (s.tenant == t && (!channel || *channel == s.channel) && wanted(c)) found.push_back(&c);
  }
  const auto place = [](const conversation_record* c) { return std::pair{c->row.summary.last_activity_at, c->row.id}; };
  std::sort(found.begin(), found.end(), [&](const auto* a, const auto* b) { return place(a) > place(b); });
  return found;
}

} // namespace

stored<page<report_conversation>>
admin::report_activity(const report_filter& f, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<list_position>{list_position{}} : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  const std::lock_guard lock{disk_->mutex};
  const auto found = latest(disk_->rows, f.tenant, f.channel, [&](const conversation_record& c) {
    const auto at = c.row.summary.last_activity_at;
    return at >= f.from
           && (after.empty() || std::pair{to_unix_ms(at), c.row.id.value()} < std::pair{from->number, from->id});
  });
  std::vector<report_conversation> shown;
  for (const auto* c : found) {
    if (shown.size() > limit) break;
    shown.push_back({c->row.id, c->row.summary.channel, c->row.mode, c->row.summary.last_activity_at, {}, false});
    read_lines(disk_->rows, *c, f, shown.back());
  }
  return to_page(std::move(shown), limit, [](const report_conversation& c) {
    return list_position{to_unix_ms(c.last_activity_at), c.id.value()};
  });
}

stored<std::vector<waiting_row>> admin::waiting_now(tenant_id t, std::optional<channel_id> channel, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<waiting_row> found;
  for (const auto* c :
       latest(disk_->rows, t, channel, [](const conversation_record& c) { return c.row.mode != control_mode::bot; })) {
    if (found.size() == limit) break;
    if (const auto since = waits_since(*c)) found.push_back({c->row.id, *since});
  }
  return found;
}

} // namespace charla::store::memory
