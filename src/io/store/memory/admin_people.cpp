#include "io/store/memory/admin.hpp"
#include "io/store/people.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

contact_record* contact_of(rows& db, tenant_id t, const contact_id& id) {
  const auto found = db.contacts.find(who_stayed(db, id));
  return found == db.contacts.end() || found->second.row.tenant != t ? nullptr : &found->second;
}

std::vector<merged_record> merged_into(const rows& db, const contact_id& id) {
  std::vector<merged_record> found;
  for (const auto& [from, m] : db.merged)
    if (m.into == id) found.push_back(m);
  std::stable_sort(found.begin(), found.end(),
                   [](const merged_record& a, const merged_record& b) { return a.since < b.since; });
  return found;
}

void move_contact(rows& db, const contact_row& from, const contact_id& into, timestamp at) {
  for (auto& [id, c] : db.conversations)
    if (c.row.summary.contact == from.id && c.row.summary.tenant == from.tenant) c.row.summary.contact = into;
  for (auto& [id, m] : db.merged)
    if (m.into == from.id) m.into = into;
  for (auto& [id, a] : db.appointments)
    if (a.row.contact == from.id) a.row.contact = into;
  db.merged.insert_or_assign(from.id, merged_record{from.tenant, into, from.at, at});
  db.contacts.erase(from.id);
}

} // namespace

stored<std::optional<contact_row>> admin::contact(tenant_id t, const contact_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto* found = contact_of(disk_->rows, t, id);
  if (found == nullptr) return std::nullopt;
  return found->row;
}

stored<bool> admin::update_contact(const contact_row& c) {
  const std::lock_guard lock{disk_->mutex};
  auto* found = contact_of(disk_->rows, c.tenant, c.id);
  if (found == nullptr) return false;
  auto& row = found->row;
  found->renamed = found->renamed || row.name != c.name;
  row.name = c.name;
  row.attributes = c.attributes;
  row.consent = c.consent;
  row.consent_source = c.consent_source;
  row.consent_at = c.consent_at;
  row.locale = c.locale;
  row.timezone = c.timezone;
  row.updated_at = born(c.updated_at);
  row.tags = tidy_tags(c.tags);
  return true;
}

stored<bool> admin::add_contact(const contact_row& c) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  if (db.merged.contains(c.id)) return false;
  contact_record made;
  made.row = c;
  made.row.tags = tidy_tags(c.tags);
  made.row.created_at = born(c.created_at);
  made.row.updated_at = c.updated_at == timestamp{} ? made.row.created_at : c.updated_at;
  made.renamed = !c.name.empty();
  return db.contacts.emplace(c.id, std::move(made)).second;
}

stored<std::vector<address>> admin::addresses(tenant_id t, const contact_id& id) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<address> all;
  const auto* found = contact_of(disk_->rows, t, id);
  if (found == nullptr) return all;
  all.push_back(found->row.at);
  for (const auto& m : merged_into(disk_->rows, found->row.id))
    all.push_back(m.at);
  return all;
}

stored<bool> admin::merge_contacts(tenant_id t, const contact_id& into, const contact_id& from, timestamp at) {
  const std::lock_guard lock{disk_->mutex};
  auto* stays = contact_of(disk_->rows, t, into);
  const auto* goes = contact_of(disk_->rows, t, from);
  if (stays == nullptr || goes == nullptr || stays == goes) return false;
  stays->row = united(stays->row, goes->row);
  stays->row.updated_at = at;
  stays->renamed = stays->renamed || !stays->row.name.empty();
  stays->merged = true;
  move_contact(disk_->rows, contact_row{goes->row}, stays->row.id, at);
  return true;
}

stored<std::vector<segment_row>> admin::segments(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<segment_row> all;
  for (const auto& [id, s] : disk_->rows.segments)
    if (s.tenant == t) all.push_back(s);
  std::sort(all.begin(), all.end(), [](const segment_row& a, const segment_row& b) { return a.name < b.name; });
  return all;
}

stored<segment_row> admin::put_segment(const segment_row& s) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  if (!has_tenant(s.tenant)) return wrong("tenant: there is none with this id");
  for (const auto& [id, other] : db.segments)
    if (other.tenant == s.tenant && other.name == s.name && id != s.id) return wrong("name: is taken");
  auto kept = s;
  if (s.id == 0) {
    kept.id = ++db.last_segment;
    kept.created_at = born(s.created_at);
    db.segments.emplace(kept.id, kept);
    return kept;
  }
  const auto known = db.segments.find(s.id);
  if (known == db.segments.end() || known->second.tenant != s.tenant) return wrong("id: there is no such segment");
  known->second.name = s.name;
  known->second.query = s.query;
  return known->second;
}

stored<bool> admin::delete_segment(tenant_id t, std::int32_t id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.segments.find(id);
  if (found == disk_->rows.segments.end() || found->second.tenant != t) return false;
  disk_->rows.segments.erase(found);
  return true;
}

} // namespace charla::store::memory
