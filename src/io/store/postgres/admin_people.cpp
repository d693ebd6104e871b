#include "io/store/people.hpp"
#include "io/store/postgres/admin.hpp"

#include <sstream>

namespace charla::store::postgres {

namespace {

constexpr auto insert_contact =
    "INSERT INTO contact(id, tenant, wa_id, user_id, name, attributes, consent, consent_source, consent_at, locale, "
    "timezone, renamed, created_at, updated_at, tags) SELECT $1, $2, $3, $4, $5, $6, $7, $8, "
    "CASE WHEN $9 THEN $10::bigint END, $11, $12, $5 <> '', $13, $14, "
    "ARRAY(SELECT DISTINCT t COLLATE \"C\" FROM unnest($15::text[]) t WHERE t <> '' ORDER BY 1) "
    "WHERE NOT EXISTS (SELECT 1 FROM contact_alias WHERE id = $1) ON CONFLICT DO NOTHING";
constexpr auto addresses_of =
    "SELECT wa_id, user_id FROM (SELECT wa_id, user_id, NULL::bigint AS since, id FROM contact "
    "WHERE id = stayed_as($1) AND tenant = $2 UNION ALL SELECT wa_id, user_id, since, id FROM contact_alias "
    "WHERE stayed = stayed_as($1) AND tenant = $2) x ORDER BY since NULLS FIRST, id";
constexpr auto merge_two = "SELECT merge_contacts($1, $2, $3, $4)";
constexpr auto erase_one = "SELECT conversations, messages, assets FROM erase_contact($1, $2, $3, $4, $5, $6)";

#define CHARLA_PG_SEGMENT_COLUMNS "id, tenant, name, query, created_by, created_at"
constexpr auto segments_of_tenant =
    "SELECT " CHARLA_PG_SEGMENT_COLUMNS " FROM segment WHERE tenant = $1 ORDER BY name COLLATE \"C\"";
constexpr auto insert_segment = "INSERT INTO segment(tenant, name, query, created_by, created_at) "
                                "VALUES ($1, $2, $3, $4, $5) RETURNING " CHARLA_PG_SEGMENT_COLUMNS;
constexpr auto change_segment =
    "UPDATE segment SET name = $3, query = $4 WHERE id = $1 AND tenant = $2 RETURNING " CHARLA_PG_SEGMENT_COLUMNS;
constexpr auto drop_segment = "DELETE FROM segment WHERE tenant = $1 AND id = $2";

segment_row read_segment(const pqxx::row& row) {
  return {value_at<std::int32_t>(row, 0),
          tenant_id{value_at<std::int32_t>(row, 1)},
          text_at(row, 2),
          text_at(row, 3),
          text_at(row, 4),
          time_at(row, 5)};
}

std::vector<asset_id> words_of(const std::string& text) {
  std::istringstream in{text};
  std::vector<asset_id> words;
  for (asset_id word; in >> word;)
    words.push_back(word);
  return words;
}

} // namespace

stored<bool> admin::add_contact(const contact_row& c) {
  return writing([&] {
    const auto made = born(c.created_at);
    arguments with;
    with.id(c.id).id(c.tenant).text(c.at.wa_id).text(c.at.user_id).text(c.name).text(c.attributes).text(c.consent);
    with.text(c.consent_source).boolean(c.consent_at.has_value()).time(c.consent_at.value_or(timestamp{}));
    with.text(c.locale).text(c.timezone).time(made).time(c.updated_at == timestamp{} ? made : c.updated_at);
    with.column(element::text, c.tags, [](const std::string& tag) { return std::string_view{tag}; });
    return db_.run(insert_contact, with).affected_rows() == 1;
  });
}

stored<std::vector<address>> admin::addresses(tenant_id t, const contact_id& id) {
  return reading([&] {
    return all_rows<address>(db_.read(addresses_of, arguments{}.id(id).id(t)), [](const pqxx::row& row) {
      return address{text_at(row, 0), text_at(row, 1)};
    });
  });
}

stored<bool> admin::merge_contacts(tenant_id t, const contact_id& into, const contact_id& from, timestamp at) {
  return writing([&] { return db_.run(merge_two, arguments{}.id(t).id(into).id(from).time(at))[0][0].as<bool>(); });
}

stored<std::optional<erasure>> admin::erase_contact(tenant_id t, const contact_id& id, timestamp at) {
  return writing([&]() -> std::optional<erasure> {
    const auto with = arguments{}.id(t).id(id).time(at).text(erased_type).text(erased_body).text(erased_reason);
    const auto rows = db_.run(erase_one, with);
    if (rows.empty()) return std::nullopt;
    return erasure{number_at(rows[0], 0), number_at(rows[0], 1), words_of(text_at(rows[0], 2))};
  });
}

stored<std::vector<segment_row>> admin::segments(tenant_id t) {
  return reading([&] { return all_rows<segment_row>(db_.read(segments_of_tenant, arguments{}.id(t)), read_segment); });
}

stored<segment_row> admin::put_segment(const segment_row& s) {
  auto kept = writing([&]() -> std::optional<segment_row> {
    arguments with;
    if (s.id == 0)
      with.id(s.tenant).text(s.name).text(s.query).text(s.created_by).time(born(s.created_at));
    else
      with.integer(s.id).id(s.tenant).text(s.name).text(s.query);
    const auto rows = db_.run(s.id == 0 ? insert_segment : change_segment, with);
    if (rows.empty()) return std::nullopt;
    return read_segment(rows[0]);
  });
  if (!kept) return tl::make_unexpected(kept.error());
  if (!*kept) return tl::make_unexpected(store_error{store_errc::data, "id: there is no such segment"});
  return std::move(**kept);
}

stored<bool> admin::delete_segment(tenant_id t, std::int32_t id) {
  return writing([&] { return db_.run(drop_segment, arguments{}.id(t).integer(id)).affected_rows() == 1; });
}

} // namespace charla::store::postgres
