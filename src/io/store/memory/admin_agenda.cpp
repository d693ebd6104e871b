#include "io/store/agenda.hpp"
#include "io/store/memory/admin.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

using outcome = booking::outcome;

const appointment_record* in_the_way(const rows& db, const appointment_row& a) {
  if (a.status == appointment_status::cancelled) return nullptr;
  const appointment_record* first = nullptr;
  for (const auto& [id, other] : db.appointments) {
    const auto& o = other.row;
    if (o.resource != a.resource || o.status == appointment_status::cancelled || id == a.id) continue;
    if (o.starts_at >= a.ends_at || o.ends_at <= a.starts_at) continue;
    if (first == nullptr || o.starts_at < first->row.starts_at) first = &other;
  }
  return first;
}

bool has_resource(const rows& db, tenant_id t, const resource_id& id) {
  const auto found = db.resources.find(id);
  return found != db.resources.end() && found->second.tenant == t;
}

bool matches(const appointment_row& a, const appointment_filter& f) {
  if (a.starts_at >= f.to || a.ends_at <= f.from) return false;
  if (f.resource && a.resource != *f.resource) return false;
  if (f.status && a.status != *f.status) return false;
  if (f.contact && a.contact != *f.contact) return false;
  return f.cancelled_too || a.status != appointment_status::cancelled;
}

/// As the CHECK of the SQL adapters.
bool is_of_length(const appointment_row& a) {
  return a.ends_at > a.starts_at && a.ends_at - a.starts_at <= longest_appointment;
}

} // namespace

stored<std::vector<resource_row>> admin::resources(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<resource_row> all;
  for (const auto& [id, r] : disk_->rows.resources)
    if (r.tenant == t) all.push_back(r);
  std::sort(all.begin(), all.end(), [](const resource_row& a, const resource_row& b) {
    return std::pair{a.created_at, a.id} < std::pair{b.created_at, b.id};
  });
  return all;
}

stored<void> admin::add_resource(const resource_row& r) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(r.tenant)) return wrong("tenant: there is none with this id");
  auto made = r;
  made.created_at = born(r.created_at);
  if (!disk_->rows.resources.emplace(r.id, std::move(made)).second) return wrong("id: it is taken");
  return {};
}

stored<bool> admin::update_resource(const resource_row& r) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_resource(disk_->rows, r.tenant, r.id)) return false;
  auto& known = disk_->rows.resources.at(r.id);
  known.name = r.name;
  known.hours = r.hours;
  known.colour = r.colour;
  known.active = r.active;
  return true;
}

stored<page<appointment_row>>
admin::appointments(tenant_id t, const appointment_filter& f, const std::string& after, std::size_t limit) {
  const auto from = agenda_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  const auto place = [](const appointment_row& a) { return std::pair{to_unix_ms(a.starts_at), a.id.value()}; };
  const std::lock_guard lock{disk_->mutex};
  std::vector<appointment_row> found;
  for (const auto& [id, a] : disk_->rows.appointments)
    if (a.row.tenant == t && matches(a.row, f) && place(a.row) > std::pair{from->number, from->id})
      found.push_back(a.row);
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return to_page(std::move(found), limit, place_of);
}

stored<std::optional<appointment_row>> admin::appointment(tenant_id t, const appointment_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.appointments.find(id);
  if (found == disk_->rows.appointments.end() || found->second.row.tenant != t) return std::nullopt;
  return found->second.row;
}

stored<booking> admin::book(const appointment_row& a, const booking_key& key, const std::vector<event_out>& announce) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  if (!has_resource(db, a.tenant, a.resource)) return booking{outcome::no_resource, {}};
  for (const auto& [id, known] : db.appointments)
    if (!key.client_id.empty() && known.row.tenant == a.tenant && known.key.client_id == key.client_id)
      return booking{known.key.fingerprint == key.fingerprint ? outcome::repeated : outcome::other_request, known.row};
  if (!is_of_length(a)) return wrong("ends_at: after starts_at, by a day at most");
  if (const auto* other = in_the_way(db, a)) return booking{outcome::taken, other->row};
  auto made = a;
  made.revision = 1;
  made.created_at = born(a.created_at);
  made.updated_at = a.updated_at == timestamp{} ? made.created_at : a.updated_at;
  if (!db.appointments.emplace(a.id, appointment_record{made, key}).second) return wrong("id: it is taken");
  const auto c = here();
  for (const auto& e : announce)
    memory::announce(c, a.tenant, e);
  return booking{outcome::done, std::move(made)};
}

stored<booking> admin::change_appointment(const appointment_row& a, const std::vector<event_out>& announce) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  const auto found = db.appointments.find(a.id);
  if (found == db.appointments.end() || found->second.row.tenant != a.tenant) return booking{outcome::absent, {}};
  auto& known = found->second.row;
  if (known.revision != a.revision) return booking{outcome::stale, known};
  if (!may_become(known.status, a.status)) return booking{outcome::no_move, known};
  if (!has_resource(db, a.tenant, a.resource)) return booking{outcome::no_resource, {}};
  if (!is_of_length(a)) return wrong("ends_at: after starts_at, by a day at most");
  if (const auto* other = in_the_way(db, a)) return booking{outcome::taken, other->row};
  auto next = a;
  next.revision = known.revision + 1;
  next.created_by = known.created_by;
  next.created_at = known.created_at;
  next.updated_at = born(a.updated_at);
  known = next;
  const auto c = here();
  for (const auto& e : announce)
    memory::announce(c, a.tenant, e);
  return booking{outcome::done, std::move(next)};
}

stored<std::vector<connection_row>> admin::connections(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<connection_row> all;
  for (const auto& [key, c] : disk_->rows.connections)
    if (c.tenant == t) all.push_back(c);
  return all;
}

stored<void> admin::put_connection(const connection_row& c) {
  const std::lock_guard lock{disk_->mutex};
  if (!has_tenant(c.tenant)) return wrong("tenant: there is none with this id");
  auto& row = disk_->rows.connections[{c.tenant, c.kind}];
  const auto since = row.kind.empty() ? born(c.created_at) : row.created_at;
  row = c;
  row.created_at = since;
  row.updated_at = born(c.updated_at);
  return {};
}

stored<bool> admin::delete_connection(tenant_id t, const std::string& kind) {
  const std::lock_guard lock{disk_->mutex};
  return disk_->rows.connections.erase({t, kind}) == 1;
}

} // namespace charla::store::memory
