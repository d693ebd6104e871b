#include "io/store/cursor.hpp"
#include "io/store/memory/admin.hpp"
#include "io/store/memory/commit.hpp"
#include "io/store/people.hpp"

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

bool has_tag(const contact_row& c, const std::string& tag) {
  return std::find(c.tags.begin(), c.tags.end(), tag) != c.tags.end();
}

bool has_consent(const contact_row& c, const std::string& wanted) {
  if (wanted.empty()) return true;
  return c.consent == wanted || (wanted == name_of(consent::unknown) && c.consent.empty());
}

/// When each contact wrote last.
std::map<contact_id, timestamp> heard_from(const rows& db, tenant_id t) {
  std::map<contact_id, timestamp> heard;
  for (const auto& [id, c] : db.conversations) {
    const auto& s = c.row.summary;
    if (s.tenant != t || !s.last_inbound_at) continue;
    auto& newest = heard.try_emplace(who_stayed(db, s.contact), *s.last_inbound_at).first->second;
    newest = std::max(newest, *s.last_inbound_at);
  }
  return heard;
}

bool matches(const contact_row& c, tenant_id t, const contact_query& q) {
  return c.tenant == t && has_consent(c, q.consent)
         && (contains(c.name, q.search) || contains(c.at.wa_id, q.search) || contains(c.at.user_id, q.search))
         && std::all_of(q.tags.begin(), q.tags.end(), [&](const auto& tag) { return has_tag(c, tag); })
         && std::none_of(q.not_tags.begin(), q.not_tags.end(), [&](const auto& tag) { return has_tag(c, tag); })
         && has_attributes(c.attributes, q.attributes);
}

std::vector<contact_row> contacts_of(const rows& db, tenant_id t, const contact_query& q) {
  const auto heard = heard_from(db, t);
  std::vector<contact_row> found;
  for (const auto& [id, c] : db.contacts) {
    if (!matches(c.row, t, q)) continue;
    const auto last = heard.find(id);
    if (q.heard_since && (last == heard.end() || last->second < *q.heard_since)) continue;
    if (q.silent_since && last != heard.end() && last->second >= *q.silent_since) continue;
    found.push_back(c.row);
  }
  return found;
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

/// Only the rows of the page are copied: there may be a hundred thousand.
stored<page<conversation_row>>
admin::conversations(tenant_id t, const conversation_filter& f, const std::string& after, std::size_t limit) {
  const auto from = conversation_position_from(after, f.order);
  if (!from) return tl::make_unexpected(from.error());
  const bool latest_first = f.order == conversation_order::activity;
  using placed = std::pair<std::pair<std::int64_t, uuid>, const conversation_row*>;
  const auto comes_before = [&](const auto& a, const auto& b) { return latest_first ? a > b : a < b; };
  const std::lock_guard lock{disk_->mutex};
  std::vector<placed> found;
  for (const auto& [id, c] : disk_->rows.conversations) {
    if (c.row.summary.tenant != t || !lets_through(f, c.row)) continue;
    const auto p = place_of_conversation(c.row, f.order);
    const std::pair place{p.number, p.id};
    if (comes_before(std::pair{from->number, from->id}, place)) found.emplace_back(place, &c.row);
  }
  const auto last = found.begin() + static_cast<std::ptrdiff_t>(std::min(found.size(), limit + 1));
  std::partial_sort(found.begin(), last, found.end(),
                    [&](const placed& a, const placed& b) { return comes_before(a.first, b.first); });
  std::vector<conversation_row> rows;
  std::for_each(found.begin(), last, [&](const placed& p) {
    rows.push_back(*p.second);
    rows.back().state.clear();
  });
  return to_page(std::move(rows), limit, [&](const conversation_row& c) { return place_of_conversation(c, f.order); });
}

stored<std::optional<conversation_row>> admin::conversation(tenant_id t, const conversation_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.conversations.find(id);
  if (found == disk_->rows.conversations.end() || found->second.row.summary.tenant != t) return std::nullopt;
  return found->second.row;
}

stored<bool> admin::mark_read(tenant_id t, const conversation_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.conversations.find(id);
  if (found == disk_->rows.conversations.end() || found->second.row.summary.tenant != t) return false;
  found->second.row.unread = 0;
  return true;
}

stored<page<contact_row>>
admin::contacts(tenant_id t, const contact_query& q, const std::string& after, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  return newest(contacts_of(disk_->rows, t, q), after, limit, [](const contact_row& c) {
    return list_position{to_unix_ms(c.created_at), c.id.value()};
  });
}

stored<std::int64_t> admin::count_contacts(tenant_id t, const contact_query& q) {
  const std::lock_guard lock{disk_->mutex};
  return static_cast<std::int64_t>(contacts_of(disk_->rows, t, q).size());
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
