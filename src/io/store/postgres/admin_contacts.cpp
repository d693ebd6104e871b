#include "io/store/cursor.hpp"
#include "io/store/people.hpp"
#include "io/store/postgres/admin.hpp"

#include <limits>
#include <pqxx/array>

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_CONTACT_COLUMNS                                                                                      \
  "id, tenant, wa_id, user_id, name, attributes, consent, consent_source, consent_at, locale, timezone, created_at, "  \
  "updated_at, tags"
// $2: pattern; $3, $4: tags to have and not to have; $5: attributes as JSON; $6: consent; $7, $8: moments, or the
// beginning of time.
#define CHARLA_PG_CONTACT_CONDITIONS                                                                                   \
  "tenant = $1 AND ($2 = '%%' OR name ILIKE $2 OR wa_id ILIKE $2 OR user_id ILIKE $2) "                                \
  "AND tags @> $3::text[] AND NOT tags && $4::text[] "                                                                 \
  "AND ($5 = '{}' OR as_json(attributes) @> $5::text::jsonb) "                                                         \
  "AND ($6 = '' OR consent = $6 OR ($6 = 'unknown' AND consent = '')) "                                                \
  "AND ($7 = " CHARLA_PG_NEVER " OR EXISTS (SELECT 1 FROM conversation c WHERE c.contact = contact.id "                \
  "AND c.last_inbound_at >= $7)) "                                                                                     \
  "AND ($8 = " CHARLA_PG_NEVER " OR NOT EXISTS (SELECT 1 FROM conversation c WHERE c.contact = contact.id "            \
  "AND c.last_inbound_at >= $8)) "
#define CHARLA_PG_NEVER "(-9223372036854775808)"
constexpr auto list_contacts = "SELECT " CHARLA_PG_CONTACT_COLUMNS " FROM contact WHERE " CHARLA_PG_CONTACT_CONDITIONS
                               "AND (created_at, id) < ($9, $10) ORDER BY created_at DESC, id DESC LIMIT $11";
constexpr auto count_all = "SELECT count(*) FROM contact WHERE " CHARLA_PG_CONTACT_CONDITIONS;
constexpr auto one_contact =
    "SELECT " CHARLA_PG_CONTACT_COLUMNS " FROM contact WHERE id = stayed_as($1) AND tenant = $2";
constexpr auto change_contact =
    "UPDATE contact SET renamed = renamed OR name <> $3, name = $3, attributes = $4, consent = $5, consent_source = "
    "$6, "
    "consent_at = CASE WHEN $7 THEN $8::bigint END, locale = $9, timezone = $10, updated_at = $11, "
    "tags = ARRAY(SELECT DISTINCT t FROM unnest($12::text[]) t WHERE t <> '' ORDER BY t) "
    "WHERE id = stayed_as($1) AND tenant = $2";

arguments conditions(tenant_id t, const contact_query& q) {
  const auto word = [](const std::string& text) { return std::string_view{text}; };
  const auto never = std::numeric_limits<std::int64_t>::min();
  arguments with;
  with.id(t).text(containing(q.search)).column(element::text, q.tags, word).column(element::text, q.not_tags, word);
  with.text(as_json_object(q.attributes)).text(q.consent).big(q.heard_since ? to_unix_ms(*q.heard_since) : never);
  with.big(q.silent_since ? to_unix_ms(*q.silent_since) : never);
  return with;
}

contact_row read_contact(const pqxx::row& row) {
  contact_row c;
  c.id = contact_id{id_at(row, 0)};
  c.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  c.at = {text_at(row, 2), text_at(row, 3)};
  c.name = text_at(row, 4);
  c.attributes = text_at(row, 5);
  c.consent = text_at(row, 6);
  c.consent_source = text_at(row, 7);
  c.consent_at = maybe_time_at(row, 8);
  c.locale = text_at(row, 9);
  c.timezone = text_at(row, 10);
  c.created_at = time_at(row, 11);
  c.updated_at = time_at(row, 12);
  auto parser = row[13].as_array();
  for (auto next = parser.get_next(); next.first != pqxx::array_parser::done; next = parser.get_next())
    if (next.first == pqxx::array_parser::string_value) c.tags.push_back(next.second);
  return c;
}

} // namespace

stored<page<contact_row>>
admin::contacts(tenant_id t, const contact_query& q, const std::string& after, std::size_t limit) {
  const auto from =
      after.empty() ? stored<list_position>{{std::numeric_limits<std::int64_t>::max(), {}}} : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    auto with = conditions(t, q);
    with.big(from->number).id(from->id).big(static_cast<std::int64_t>(limit) + 1);
    return to_page(all_rows<contact_row>(db_.read(list_contacts, with), read_contact), limit, [](const contact_row& c) {
      return list_position{to_unix_ms(c.created_at), c.id.value()};
    });
  });
}

stored<std::int64_t> admin::count_contacts(tenant_id t, const contact_query& q) {
  return reading([&] { return number_at(db_.read(count_all, conditions(t, q))[0], 0); });
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
    with.id(c.id).id(c.tenant).text(c.name).text(c.attributes).text(c.consent);
    with.text(c.consent_source).boolean(c.consent_at.has_value()).time(c.consent_at.value_or(timestamp{}));
    with.text(c.locale)
        .text(c.timezone)
        .time(born(c.updated_at))
        .column(element::text, c.tags, [](const std::string& tag) { return std::string_view{tag}; });
    return db_.run(change_contact, with).affected_rows() == 1;
  });
}

} // namespace charla::store::postgres
