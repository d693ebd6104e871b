#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <limits>

namespace charla::store::sqlite {

namespace {

#define CHARLA_SQLITE_CONTACT_COLUMNS                                                                                  \
  "id, tenant, wa_id, user_id, name, attributes, consent, locale, timezone, created_at, updated_at, "                  \
  "(SELECT group_concat(tag, char(31)) FROM (SELECT tag FROM contact_tag t WHERE t.contact = contact.id ORDER BY "     \
  "tag))"
constexpr const char* list_contacts =
    "SELECT " CHARLA_SQLITE_CONTACT_COLUMNS " FROM contact WHERE tenant = ?1 AND (created_at, id) < (?2, ?3) "
    "AND (?4 = '%%' OR name LIKE ?4 ESCAPE '\\' OR wa_id LIKE ?4 ESCAPE '\\' OR user_id LIKE ?4 ESCAPE '\\') "
    "ORDER BY created_at DESC, id DESC LIMIT ?5";
constexpr const char* one_contact = "SELECT " CHARLA_SQLITE_CONTACT_COLUMNS " FROM contact WHERE id = ? AND tenant = ?";
constexpr const char* change_contact =
    "UPDATE contact SET renamed = renamed OR name <> ?3, name = ?3, attributes = ?4, consent = ?5, locale = ?6, "
    "timezone = ?7, updated_at = ?8 WHERE id = ?1 AND tenant = ?2";
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

contact_row read_contact(const query& row) {
  contact_row c;
  c.id = contact_id{row.id(0)};
  c.tenant = tenant_id{row.as<std::int32_t>(1)};
  c.at = {row.text(2), row.text(3)};
  c.name = row.text(4);
  c.attributes = row.text(5);
  c.consent = row.text(6);
  c.locale = row.text(7);
  c.timezone = row.text(8);
  c.created_at = row.time(9);
  c.updated_at = row.time(10);
  c.tags = tags_of(row.text(11));
  return c;
}

} // namespace

stored<page<contact_row>>
admin::contacts(tenant_id t, const contact_query& q, const std::string& after, std::size_t limit) {
  const auto& search = q.search;
  const auto from =
      after.empty() ? stored<list_position>{{std::numeric_limits<std::int64_t>::max(), {}}} : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    const auto pattern = containing(search);
    query rows{db_, list_contacts};
    rows.with(t, from->number, from->id, pattern, limit + 1);
    return to_page(all_rows<contact_row>(rows, read_contact), limit, [](const contact_row& c) {
      return list_position{to_unix_ms(c.created_at), c.id.value()};
    });
  });
}

stored<std::optional<contact_row>> admin::contact(tenant_id t, const contact_id& id) {
  return at_the_edge([&] {
    query row{db_, one_contact};
    row.with(id, t);
    return row.row() ? std::optional{read_contact(row)} : std::nullopt;
  });
}

stored<bool> admin::update_contact(const contact_row& c) {
  return written([&] {
    const auto changed = db_.run(change_contact, c.id, c.tenant, c.name, c.attributes, c.consent, c.locale, c.timezone,
                                 born(c.updated_at));
    if (changed != 1) return false;
    db_.run(drop_tags, c.id);
    for (const auto& tag : c.tags)
      if (!tag.empty()) db_.run(insert_tag, c.id, tag, c.tenant);
    return true;
  });
}

} // namespace charla::store::sqlite
