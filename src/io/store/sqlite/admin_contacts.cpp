#include "io/store/cursor.hpp"
#include "io/store/people.hpp"
#include "io/store/reports.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/commit.hpp"
#include "io/store/sqlite/rows.hpp"

#include <limits>

namespace charla::store::sqlite {

namespace {

#define CHARLA_SQLITE_CONTACT_COLUMNS                                                                                  \
  "id, tenant, wa_id, user_id, name, attributes, consent, consent_source, consent_at, locale, timezone, created_at, "  \
  "updated_at, "                                                                                                       \
  "(SELECT group_concat(tag, char(31)) FROM (SELECT tag FROM contact_tag t WHERE t.contact = contact.id ORDER BY "     \
  "tag))"
// ?2: pattern; ?3, ?4: tags to have and not to have, ?5: attributes, all as JSON; ?6: consent; ?7, ?8: moments.
#define CHARLA_SQLITE_CONTACT_CONDITIONS                                                                               \
  "tenant = ?1 "                                                                                                       \
  "AND (?2 = '%%' OR name LIKE ?2 ESCAPE '\\' OR wa_id LIKE ?2 ESCAPE '\\' OR user_id LIKE ?2 ESCAPE '\\') "           \
  "AND (?3 = '[]' OR NOT EXISTS (SELECT 1 FROM json_each(?3) w WHERE NOT EXISTS (SELECT 1 FROM contact_tag t "         \
  "WHERE t.contact = contact.id AND t.tag = w.value))) "                                                               \
  "AND (?4 = '[]' OR NOT EXISTS (SELECT 1 FROM json_each(?4) w JOIN contact_tag t ON t.contact = contact.id "          \
  "AND t.tag = w.value)) "                                                                                             \
  "AND (?5 = '{}' OR NOT EXISTS (SELECT 1 FROM json_each(?5) w WHERE NOT EXISTS (SELECT 1 FROM "                       \
  "json_each(iif(json_valid(attributes), attributes, '{}')) a WHERE a.key = w.key AND a.type = 'text' "                \
  "AND a.value = w.value))) "                                                                                          \
  "AND (?6 = '' OR consent = ?6 OR (?6 = 'unknown' AND consent = '')) "                                                \
  "AND (?7 IS NULL OR EXISTS (SELECT 1 FROM conversation c WHERE c.contact = contact.id AND c.last_inbound_at >= "     \
  "?7)) "                                                                                                              \
  "AND (?8 IS NULL OR NOT EXISTS (SELECT 1 FROM conversation c WHERE c.contact = contact.id "                          \
  "AND c.last_inbound_at >= ?8)) "
constexpr const char* list_contacts =
    "SELECT " CHARLA_SQLITE_CONTACT_COLUMNS " FROM contact WHERE " CHARLA_SQLITE_CONTACT_CONDITIONS
    "AND (created_at, id) < (?9, ?10) ORDER BY created_at DESC, id DESC LIMIT ?11";
constexpr const char* count_all = "SELECT count(*) FROM contact WHERE " CHARLA_SQLITE_CONTACT_CONDITIONS;
constexpr const char* one_contact = "SELECT " CHARLA_SQLITE_CONTACT_COLUMNS " FROM contact WHERE id = ? AND tenant = ?";
constexpr const char* change_contact =
    "UPDATE contact SET renamed = renamed OR name <> ?3, name = ?3, attributes = ?4, consent = ?5, consent_source = "
    "?6, "
    "consent_at = ?7, locale = ?8, timezone = ?9, updated_at = ?10 WHERE id = ?1 AND tenant = ?2";
constexpr const char* drop_tags = "DELETE FROM contact_tag WHERE contact = ?";
constexpr const char* insert_tag =
    "INSERT INTO contact_tag(contact, tag, tenant) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
constexpr char between_tags = '\x1f';

std::vector<std::string> tags_of(const std::string& text) {
  std::vector<std::string> tags;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(between_tags, begin), text.size());
    tags.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return tags;
}

/// A query's conditions as the statement takes them.
struct conditions {
  explicit conditions(const contact_query& q)
      : pattern(containing(q.search)), tags(as_json_array(q.tags)), not_tags(as_json_array(q.not_tags)),
        attributes(as_json_object(q.attributes)) {}
  std::string pattern;
  std::string tags;
  std::string not_tags;
  std::string attributes;
};

contact_row read_contact(const query& row) {
  contact_row c;
  c.id = contact_id{row.id(0)};
  c.tenant = tenant_id{row.as<std::int32_t>(1)};
  c.at = {row.text(2), row.text(3)};
  c.name = row.text(4);
  c.attributes = row.text(5);
  c.consent = row.text(6);
  c.consent_source = row.text(7);
  c.consent_at = row.maybe_time(8);
  c.locale = row.text(9);
  c.timezone = row.text(10);
  c.created_at = row.time(11);
  c.updated_at = row.time(12);
  c.tags = tags_of(row.text(13));
  return c;
}

} // namespace

stored<page<contact_row>>
admin::contacts(tenant_id t, const contact_query& q, const std::string& after, std::size_t limit) {
  const auto from =
      after.empty() ? stored<list_position>{{std::numeric_limits<std::int64_t>::max(), {}}} : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    const conditions c{q};
    query rows{db_, list_contacts};
    rows.with(t, c.pattern, c.tags, c.not_tags, c.attributes, q.consent, q.heard_since, q.silent_since, from->number,
              from->id, limit + 1);
    return to_page(all_rows<contact_row>(rows, read_contact), limit, [](const contact_row& c) {
      return list_position{to_unix_ms(c.created_at), c.id.value()};
    });
  });
}

stored<std::int64_t> admin::count_contacts(tenant_id t, const contact_query& q) {
  return at_the_edge([&] {
    const conditions c{q};
    query row{db_, count_all};
    row.with(t, c.pattern, c.tags, c.not_tags, c.attributes, q.consent, q.heard_since, q.silent_since);
    return row.row() ? row.integer(0) : 0;
  });
}

std::optional<contact_row> admin::find_contact(tenant_id t, const contact_id& id) {
  const auto who = who_stayed(db_, id);
  query row{db_, one_contact};
  return row.with(who, t).row() ? std::optional{read_contact(row)} : std::nullopt;
}

void admin::set_tags(const contact_id& id, tenant_id t, const std::vector<std::string>& tags) {
  db_.run(drop_tags, id);
  for (const auto& tag : tags)
    if (!tag.empty()) db_.run(insert_tag, id, tag, t);
}

stored<std::optional<contact_row>> admin::contact(tenant_id t, const contact_id& id) {
  return at_the_edge([&] { return find_contact(t, id); });
}

stored<bool> admin::update_contact(const contact_row& c) {
  return written([&] {
    const auto who = who_stayed(db_, c.id);
    const auto changed = db_.run(change_contact, who, c.tenant, c.name, c.attributes, c.consent, c.consent_source,
                                 c.consent_at, c.locale, c.timezone, born(c.updated_at));
    if (changed != 1) return false;
    set_tags(who, c.tenant, c.tags);
    return true;
  });
}

} // namespace charla::store::sqlite
