#include "io/store/agenda.hpp"
#include "io/store/postgres/admin.hpp"

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_APPOINTMENT_COLUMNS                                                                                  \
  "id, tenant, resource, title, contact, contact_name, conv, starts_at, ends_at, status, notes, revision, "            \
  "created_by, created_at, updated_at"
#define CHARLA_PG_BOOKING                                                                                              \
  "outcome, (shown).id, (shown).tenant, (shown).resource, (shown).title, (shown).contact, (shown).contact_name, "      \
  "(shown).conv, (shown).starts_at, (shown).ends_at, (shown).status, (shown).notes, (shown).revision, "                \
  "(shown).created_by, (shown).created_at, (shown).updated_at"
constexpr auto all_resources = "SELECT id, tenant, name, hours, colour, active, created_at FROM resource "
                               "WHERE tenant = $1 ORDER BY created_at, id";
constexpr auto insert_resource =
    "INSERT INTO resource(id, tenant, name, hours, colour, active, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr auto change_resource =
    "UPDATE resource SET name = $3, hours = $4, colour = $5, active = $6 WHERE id = $1 AND tenant = $2";
// What begins more than a day before the window has ended by then: the index need not be read from its beginning.
constexpr auto list_appointments =
    "SELECT " CHARLA_PG_APPOINTMENT_COLUMNS " FROM appointment WHERE tenant = $1 AND starts_at < $3 "
    "AND ends_at > $2::bigint AND starts_at > $2 - 86400000 AND (NOT $4 OR resource = $5) AND ($6 = -1 OR status = $6) "
    "AND (NOT $7 OR contact = $8) AND ($9 OR status <> 2) AND (starts_at, id) > ($10, $11) "
    "ORDER BY starts_at, id LIMIT $12";
constexpr auto one_appointment =
    "SELECT " CHARLA_PG_APPOINTMENT_COLUMNS " FROM appointment WHERE id = $1 AND tenant = $2";
constexpr auto book_one = "SELECT " CHARLA_PG_BOOKING " FROM book_appointment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                          "$11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
constexpr auto change_one = "SELECT " CHARLA_PG_BOOKING " FROM change_appointment($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                            "$10, $11, $12, $13, $14, $15, $16, $17)";

/// @param first the column of the id.
appointment_row read_appointment(const pqxx::row& row, int first = 0) {
  appointment_row a;
  a.id = appointment_id{id_at(row, first)};
  a.tenant = tenant_id{value_at<std::int32_t>(row, first + 1)};
  a.resource = resource_id{id_at(row, first + 2)};
  a.title = text_at(row, first + 3);
  if (!row[first + 4].is_null()) a.contact = contact_id{id_at(row, first + 4)};
  a.contact_name = text_at(row, first + 5);
  if (!row[first + 6].is_null()) a.conversation = conversation_id{id_at(row, first + 6)};
  a.starts_at = time_at(row, first + 7);
  a.ends_at = time_at(row, first + 8);
  a.status = value_at<appointment_status>(row, first + 9);
  a.notes = text_at(row, first + 10);
  a.revision = number_at(row, first + 11);
  a.created_by = text_at(row, first + 12);
  a.created_at = time_at(row, first + 13);
  a.updated_at = time_at(row, first + 14);
  return a;
}

booking read_booking(const pqxx::row& row) {
  booking b{value_at<booking::outcome>(row, 0), {}};
  if (!row[1].is_null()) b.row = read_appointment(row, 1);
  return b;
}

void add_place(arguments& with, const appointment_row& a) {
  with.id(a.resource).text(a.title).id(a.contact.value_or(contact_id{})).text(a.contact_name);
  with.id(a.conversation.value_or(conversation_id{})).time(a.starts_at).time(a.ends_at);
  with.small(static_cast<std::int16_t>(a.status)).text(a.notes);
}

void add_events(arguments& with, const std::vector<event_out>& events) {
  using row = const event_out&;
  with.column(element::uuid, events, [](row e) { return e.id; })
      .column(element::text, events, [](row e) { return std::string_view{e.type}; })
      .column(element::bytes, events, [](row e) { return std::string_view{e.body}; });
}

} // namespace

stored<std::vector<resource_row>> admin::resources(tenant_id t) {
  return reading([&] {
    return all_rows<resource_row>(db_.read(all_resources, arguments{}.id(t)), [](const pqxx::row& row) {
      return resource_row{resource_id{id_at(row, 0)},
                          tenant_id{value_at<std::int32_t>(row, 1)},
                          text_at(row, 2),
                          text_at(row, 3),
                          value_at<std::int32_t>(row, 4),
                          row[5].as<bool>(),
                          time_at(row, 6)};
    });
  });
}

stored<void> admin::add_resource(const resource_row& r) {
  return writing([&] {
    arguments with;
    with.id(r.id).id(r.tenant).text(r.name).text(r.hours).integer(r.colour).boolean(r.active).time(born(r.created_at));
    db_.run(insert_resource, with);
  });
}

stored<bool> admin::update_resource(const resource_row& r) {
  return writing([&] {
    arguments with;
    with.id(r.id).id(r.tenant).text(r.name).text(r.hours).integer(r.colour).boolean(r.active);
    return db_.run(change_resource, with).affected_rows() == 1;
  });
}

stored<page<appointment_row>>
admin::appointments(tenant_id t, const appointment_filter& f, const std::string& after, std::size_t limit) {
  const auto from = agenda_position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    arguments with;
    with.id(t).time(f.from).time(f.to).boolean(f.resource.has_value()).id(f.resource.value_or(resource_id{}));
    with.integer(f.status ? static_cast<std::int32_t>(*f.status) : -1).boolean(f.contact.has_value());
    with.id(f.contact.value_or(contact_id{})).boolean(f.cancelled_too).big(from->number).id(from->id);
    with.big(static_cast<std::int64_t>(limit) + 1);
    return to_page(all_rows<appointment_row>(db_.read(list_appointments, with),
                                             [](const pqxx::row& row) { return read_appointment(row); }),
                   limit, place_of);
  });
}

stored<std::optional<appointment_row>> admin::appointment(tenant_id t, const appointment_id& id) {
  return reading([&]() -> std::optional<appointment_row> {
    const auto rows = db_.read(one_appointment, arguments{}.id(id).id(t));
    if (rows.empty()) return std::nullopt;
    return read_appointment(rows[0]);
  });
}

stored<booking> admin::book(const appointment_row& a, const booking_key& key, const std::vector<event_out>& announce) {
  return writing([&] {
    const auto made = born(a.created_at);
    arguments with;
    with.id(a.tenant).id(a.id);
    add_place(with, a);
    with.text(a.created_by).time(made).time(a.updated_at == timestamp{} ? made : a.updated_at);
    with.text(key.client_id).text(key.fingerprint).time(place_->clock.now());
    add_events(with, announce);
    return read_booking(db_.run(book_one, with)[0]);
  });
}

stored<booking> admin::change_appointment(const appointment_row& a, const std::vector<event_out>& announce) {
  return writing([&] {
    arguments with;
    with.id(a.tenant).id(a.id).big(a.revision);
    add_place(with, a);
    with.time(born(a.updated_at)).time(place_->clock.now());
    add_events(with, announce);
    return read_booking(db_.run(change_one, with)[0]);
  });
}

} // namespace charla::store::postgres
