#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"

#include <limits>
#include <pqxx/array>

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_CONTACT_COLUMNS                                                                                      \
  "id, tenant, wa_id, user_id, name, attributes, consent, locale, timezone, created_at, updated_at, tags"
constexpr auto list_contacts =
    "SELECT " CHARLA_PG_CONTACT_COLUMNS " FROM contact WHERE tenant = $1 AND (created_at, id) < ($2, $3) "
    "AND ($4 = '%%' OR name ILIKE $4 OR wa_id ILIKE $4 OR user_id ILIKE $4) ORDER BY created_at DESC, id DESC LIMIT $5";
constexpr auto one_contact = "SELECT " CHARLA_PG_CONTACT_COLUMNS " FROM contact WHERE id = $1 AND tenant = $2";
constexpr auto change_contact =
    "UPDATE contact SET renamed = renamed OR name <> $3, name = $3, attributes = $4, consent = $5, locale = $6, "
    "timezone = $7, updated_at = $8, tags = ARRAY(SELECT DISTINCT t FROM unnest($9::text[]) t WHERE t <> '' ORDER BY "
    "t) "
    "WHERE id = $1 AND tenant = $2";

contact_row read_contact(const pqxx::row& row) {
  contact_row c;
  c.id = contact_id{id_at(row, 0)};
  c.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  c.at = {text_at(row, 2), text_at(row, 3)};
  c.name = text_at(row, 4);
  c.attributes = text_at(row, 5);
  c.consent = text_at(row, 6);
  c.locale = text_at(row, 7);
  c.timezone = text_at(row, 8);
  c.created_at = time_at(row, 9);
  c.updated_at = time_at(row, 10);
  auto parser = row[11].as_array();
  for (auto next = parser.get_next(); next.first != pqxx::array_parser::done; next = parser.get_next())
    if (next.first == pqxx::array_parser::string_value) c.tags.push_back(next.second);
  return c;
}

} // namespace

stored<page<contact_row>>
admin::contacts(tenant_id t, const contact_query& q, const std::string& after, std::size_t limit) {
  const auto& search = q.search;
  const auto from =
      after.empty() ? stored<list_position>{{std::numeric_limits<std::int64_t>::max(), {}}} : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    arguments with;
    with.id(t).big(from->number).id(from->id).text(containing(search)).big(static_cast<std::int64_t>(limit) + 1);
    return to_page(all_rows<contact_row>(db_.read(list_contacts, with), read_contact), limit, [](const contact_row& c) {
      return list_position{to_unix_ms(c.created_at), c.id.value()};
    });
  });
}

stored<std::optional<contact_row>> admin::contact(tenant_id t, const contact_id& id) {
  return reading([&]() -> std::optional<contact_row> {
    const auto rows = db_.read(one_contact, arguments{}.id(id).id(t));
    if (rows.empty()) return std::nullopt;
    return read_contact(rows[0]);
  });
}

stored<bool> admin::update_contact(const contact_row& c) {
  return writing([&] {
    arguments with;
    with.id(c.id).id(c.tenant).text(c.name).text(c.attributes).text(c.consent).text(c.locale).text(c.timezone);
    with.time(born(c.updated_at)).column(element::text, c.tags, [](const std::string& tag) {
      return std::string_view{tag};
    });
    return db_.run(change_contact, with).affected_rows() == 1;
  });
}

} // namespace charla::store::postgres
