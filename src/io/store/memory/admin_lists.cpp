#include "io/store/cursor.hpp"
#include "io/store/memory/admin.hpp"
#include "io/store/memory/commit.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// As SQL's LIKE: letters of ASCII in either case.
bool contains(const std::string& text, const std::string& part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == lower(b); })
             != text.end()
         || part.empty();
}

bool matches(const conversation_row& c, tenant_id t, const conversation_filter& f) {
  return c.summary.tenant == t && (!f.channel || *f.channel == c.summary.channel)
         && (!f.status || *f.status == c.summary.status) && (!f.mode || *f.mode == c.mode)
         && (!f.unread_only || c.unread > 0)
         && (f.search.empty() || contains(c.summary.contact_name, f.search) || contains(c.summary.peer.wa_id, f.search)
             || contains(c.summary.preview, f.search));
}

/// Newest first, from after `after` on, one row more than `limit`.
template <class Row, class Position>
stored<page<Row>> newest(std::vector<Row> found, const std::string& after, std::size_t limit, Position position) {
  const auto place = [&](const Row& r) {
    const auto p = position(r);
    return std::pair{p.number, p.id};
  };
  std::sort(found.begin(), found.end(), [&](const Row& a, const Row& b) { return place(a) > place(b); });
  if (!after.empty()) {
    const auto from = position_from(after);
    if (!from) return tl::make_unexpected(from.error());
    std::erase_if(found, [&](const Row& r) { return place(r) >= std::pair{from->number, from->id}; });
  }
  return to_page(std::move(found), limit, position);
}

} // namespace

stored<page<conversation_row>>
admin::conversations(tenant_id t, const conversation_filter& f, const std::string& after, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<conversation_row> found;
  for (const auto& [id, c] : disk_->rows.conversations) {
    if (!matches(c.row, t, f)) continue;
    found.push_back(c.row);
    found.back().state.clear();
  }
  return newest(std::move(found), after, limit, [](const conversation_row& c) {
    return list_position{to_unix_ms(c.summary.last_activity_at), c.id.value()};
  });
}

stored<std::optional<conversation_row>> admin::conversation(tenant_id t, const conversation_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.conversations.find(id);
  if (found == disk_->rows.conversations.end() || found->second.row.summary.tenant != t) return std::nullopt;
  return found->second.row;
}

stored<page<contact_row>>
admin::contacts(tenant_id t, const contact_query& q, const std::string& after, std::size_t limit) {
  const auto& search = q.search;
  const std::lock_guard lock{disk_->mutex};
  std::vector<contact_row> found;
  for (const auto& [id, c] : disk_->rows.contacts)
    if (c.row.tenant == t
        && (contains(c.row.name, search) || contains(c.row.at.wa_id, search) || contains(c.row.at.user_id, search)))
      found.push_back(c.row);
  return newest(std::move(found), after, limit, [](const contact_row& c) {
    return list_position{to_unix_ms(c.created_at), c.id.value()};
  });
}

stored<std::optional<contact_row>> admin::contact(tenant_id t, const contact_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.contacts.find(id);
  if (found == disk_->rows.contacts.end() || found->second.row.tenant != t) return std::nullopt;
  return found->second.row;
}

stored<bool> admin::update_contact(const contact_row& c) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.contacts.find(c.id);
  if (found == disk_->rows.contacts.end() || found->second.row.tenant != c.tenant) return false;
  auto& [row, renamed] = found->second;
  renamed = renamed || row.name != c.name;
  row.name = c.name;
  row.attributes = c.attributes;
  row.consent = c.consent;
  row.locale = c.locale;
  row.timezone = c.timezone;
  row.updated_at = born(c.updated_at);
  row.tags = c.tags;
  std::sort(row.tags.begin(), row.tags.end());
  row.tags.erase(std::unique(row.tags.begin(), row.tags.end()), row.tags.end());
  std::erase(row.tags, std::string{});
  return true;
}

stored<std::vector<turn_row>>
admin::turns(tenant_id t, const conversation_id& id, std::int64_t from_version, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<turn_row> found;
  const auto c = disk_->rows.conversations.find(id);
  if (c == disk_->rows.conversations.end() || c->second.row.summary.tenant != t) return found;
  for (const auto& turn : c->second.turns)
    if (turn.version >= from_version && found.size() < limit) found.push_back(turn);
  return found;
}

stored<std::optional<stored_message>> admin::message_by_client_id(tenant_id t, const std::string& client_id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.by_client_id.find({t, client_id});
  if (found == disk_->rows.by_client_id.end()) return std::nullopt;
  const auto& c = disk_->rows.conversations.at(found->second.first);
  return with_delivery(disk_->rows, c, c.messages.at(found->second.second));
}

} // namespace charla::store::memory
