#include "io/store/agenda.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/deliveries.hpp"
#include "io/store/sqlite/rows.hpp"

namespace charla::store::sqlite {

namespace {

using outcome = booking::outcome;

#define CHARLA_SQLITE_APPOINTMENT_COLUMNS                                                                              \
  "id, tenant, resource, title, contact, contact_name, conv, starts_at, ends_at, status, notes, revision, "            \
  "created_by, created_at, updated_at"
constexpr const char* all_resources = "SELECT id, tenant, name, hours, colour, active, created_at FROM resource "
                                      "WHERE tenant = ? ORDER BY created_at, id";
constexpr const char* find_resource = "SELECT 1 FROM resource WHERE id = ? AND tenant = ?";
constexpr const char* insert_resource =
    "INSERT INTO resource(id, tenant, name, hours, colour, active, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr const char* change_resource =
    "UPDATE resource SET name = ?3, hours = ?4, colour = ?5, active = ?6 WHERE id = ?1 AND tenant = ?2";
// What begins more than a day before the window has ended by then: the index need not be read from its beginning.
constexpr const char* list_appointments =
    "SELECT " CHARLA_SQLITE_APPOINTMENT_COLUMNS " FROM appointment WHERE tenant = ?1 AND starts_at < ?3 "
    "AND starts_at > ?2 - 86400000 AND ends_at > ?2 AND (?4 IS NULL OR resource = ?4) AND (?5 IS NULL OR status = ?5) "
    "AND (?6 IS NULL OR contact = ?6) AND (?7 OR status <> 2) AND (starts_at, id) > (?8, ?9) "
    "ORDER BY starts_at, id LIMIT ?10";
constexpr const char* one_appointment =
    "SELECT " CHARLA_SQLITE_APPOINTMENT_COLUMNS " FROM appointment WHERE id = ? AND tenant = ?";
constexpr const char* by_key =
    "SELECT " CHARLA_SQLITE_APPOINTMENT_COLUMNS ", fingerprint FROM appointment WHERE tenant = ? AND client_id = ?";
constexpr const char* in_the_way =
    "SELECT " CHARLA_SQLITE_APPOINTMENT_COLUMNS " FROM appointment WHERE resource = ?1 AND status <> 2 "
    "AND starts_at < ?3 AND starts_at > ?2 - 86400000 AND ends_at > ?2 AND id <> ?4 ORDER BY starts_at LIMIT 1";
constexpr const char* insert_appointment =
    "INSERT INTO appointment(" CHARLA_SQLITE_APPOINTMENT_COLUMNS ", client_id, fingerprint) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?)";
constexpr const char* save_appointment =
    "UPDATE appointment SET resource = ?3, title = ?4, contact = ?5, contact_name = ?6, conv = ?7, starts_at = ?8, "
    "ends_at = ?9, status = ?10, notes = ?11, revision = revision + 1, updated_at = ?12 WHERE id = ?1 AND tenant = ?2";

appointment_row read_appointment(const query& row) {
  appointment_row a;
  a.id = appointment_id{row.id(0)};
  a.tenant = tenant_id{row.as<std::int32_t>(1)};
  a.resource = resource_id{row.id(2)};
  a.title = row.text(3);
  if (!row.is_null(4)) a.contact = contact_id{row.id(4)};
  a.contact_name = row.text(5);
  if (!row.is_null(6)) a.conversation = conversation_id{row.id(6)};
  a.starts_at = row.time(7);
  a.ends_at = row.time(8);
  a.status = row.as<appointment_status>(9);
  a.notes = row.text(10);
  a.revision = row.integer(11);
  a.created_by = row.text(12);
  a.created_at = row.time(13);
  a.updated_at = row.time(14);
  return a;
}

std::optional<appointment_row> find(connection& db, tenant_id t, const appointment_id& id) {
  query row{db, one_appointment};
  return row.with(id, t).row() ? std::optional{read_appointment(row)} : std::nullopt;
}

bool has_resource(connection& db, tenant_id t, const resource_id& id) {
  query row{db, find_resource};
  return row.with(id, t).row();
}

std::optional<appointment_row> who_has(connection& db, const appointment_row& a) {
  if (a.status == appointment_status::cancelled) return std::nullopt;
  query row{db, in_the_way};
  return row.with(a.resource, a.starts_at, a.ends_at, a.id).row() ? std::optional{read_appointment(row)} : std::nullopt;
}

std::optional<booking> made_before(connection& db, tenant_id t, const booking_key& key) {
  if (key.client_id.empty()) return std::nullopt;
  query row{db, by_key};
  if (!row.with(t, key.client_id).row()) return std::nullopt;
  const auto same = row.text(15) == key.fingerprint;
  return booking{same ? outcome::repeated : outcome::other_request, read_appointment(row)};
}

} // namespace

stored<std::vector<resource_row>> admin::resources(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, all_resources};
    return all_rows<resource_row>(rows.with(t), [](const query& row) {
      return resource_row{resource_id{row.id(0)},
                          tenant_id{row.as<std::int32_t>(1)},
                          row.text(2),
                          row.text(3),
                          row.as<std::int32_t>(4),
                          row.integer(5) != 0,
                          row.time(6)};
    });
  });
}

stored<void> admin::add_resource(const resource_row& r) {
  return written(
      [&] { db_.run(insert_resource, r.id, r.tenant, r.name, r.hours, r.colour, r.active, born(r.created_at)); });
}

stored<bool> admin::update_resource(const resource_row& r) {
  return written([&] { return db_.run(change_resource, r.id, r.tenant, r.name, r.hours, r.colour, r.active) == 1; });
}

stored<page<appointment_row>>
admin::appointments(tenant_id t, const appointment_filter& f, const std::string& after, std::size_t limit) {
  const auto from = agenda_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, list_appointments};
    rows.with(t, f.from, f.to, f.resource, f.status, f.contact, f.cancelled_too, from->number, from->id, limit + 1);
    return to_page(all_rows<appointment_row>(rows, read_appointment), limit, place_of);
  });
}

stored<std::optional<appointment_row>> admin::appointment(tenant_id t, const appointment_id& id) {
  return at_the_edge([&] { return find(db_, t, id); });
}

// The transaction is the only one that writes: nobody takes the place between the look and the booking.
stored<booking> admin::book(const appointment_row& a, const booking_key& key, const std::vector<event_out>& announce) {
  return written([&]() -> booking {
    if (!has_resource(db_, a.tenant, a.resource)) return {outcome::no_resource, {}};
    if (auto before = made_before(db_, a.tenant, key)) return *std::move(before);
    if (auto other = who_has(db_, a)) return {outcome::taken, *std::move(other)};
    const auto made = born(a.created_at);
    db_.run(insert_appointment, a.id, a.tenant, a.resource, a.title, a.contact, a.contact_name, a.conversation,
            a.starts_at, a.ends_at, a.status, a.notes, 1, a.created_by, made,
            a.updated_at == timestamp{} ? made : a.updated_at, key.client_id, key.fingerprint);
    const auto c = here();
    for (const auto& e : announce)
      sqlite::announce(c, a.tenant, e);
    return {outcome::done, find(db_, a.tenant, a.id).value_or(a)};
  });
}

stored<booking> admin::change_appointment(const appointment_row& a, const std::vector<event_out>& announce) {
  return written([&]() -> booking {
    const auto known = find(db_, a.tenant, a.id);
    if (!known) return {outcome::absent, {}};
    if (known->revision != a.revision) return {outcome::stale, *known};
    if (!may_become(known->status, a.status)) return {outcome::no_move, *known};
    if (!has_resource(db_, a.tenant, a.resource)) return {outcome::no_resource, {}};
    if (auto other = who_has(db_, a)) return {outcome::taken, *std::move(other)};
    db_.run(save_appointment, a.id, a.tenant, a.resource, a.title, a.contact, a.contact_name, a.conversation,
            a.starts_at, a.ends_at, a.status, a.notes, born(a.updated_at));
    const auto c = here();
    for (const auto& e : announce)
      sqlite::announce(c, a.tenant, e);
    return {outcome::done, find(db_, a.tenant, a.id).value_or(a)};
  });
}

} // namespace charla::store::sqlite
