#include "io/store/people.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/commit.hpp"
#include "io/store/sqlite/rows.hpp"

#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

constexpr const char* is_merged = "SELECT 1 FROM contact_alias WHERE id = ?";
constexpr const char* insert_contact =
    "INSERT INTO contact(id, tenant, wa_id, user_id, name, attributes, consent, consent_source, consent_at, locale, "
    "timezone, renamed, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?5 <> '', ?12, "
    "?13) ON CONFLICT DO NOTHING";
constexpr const char* addresses_of =
    "SELECT wa_id, user_id FROM (SELECT wa_id, user_id, NULL AS since, id FROM contact WHERE id = ?1 AND tenant = ?2 "
    "UNION ALL SELECT wa_id, user_id, since, id FROM contact_alias WHERE stayed = ?1 AND tenant = ?2) "
    "ORDER BY since NULLS FIRST, id";
constexpr const char* unite =
    "UPDATE contact SET name = ?2, attributes = ?3, consent = ?4, consent_source = ?5, consent_at = ?6, locale = ?7, "
    "timezone = ?8, updated_at = ?9, renamed = renamed OR ?2 <> '', merged = 1 WHERE id = ?1";
constexpr const char* move_conversations = "UPDATE conversation SET contact = ?2 WHERE contact = ?1 AND tenant = ?3";
constexpr const char* move_merged = "UPDATE contact_alias SET stayed = ?2 WHERE stayed = ?1";
constexpr const char* insert_merged =
    "INSERT INTO contact_alias(id, tenant, stayed, wa_id, user_id, since) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* drop_tags = "DELETE FROM contact_tag WHERE contact = ?";
constexpr const char* drop_contact = "DELETE FROM contact WHERE id = ?";

constexpr const char* segments_of_tenant =
    "SELECT id, tenant, name, query, created_by, created_at FROM segment WHERE tenant = ? ORDER BY name";
constexpr const char* insert_segment =
    "INSERT INTO segment(tenant, name, query, created_by, created_at) VALUES (?, ?, ?, ?, ?)";
constexpr const char* change_segment =
    "UPDATE segment SET name = ?3, query = ?4 WHERE id = ?1 AND tenant = ?2 RETURNING created_by, created_at";
constexpr const char* drop_segment = "DELETE FROM segment WHERE tenant = ? AND id = ?";

/// Everything that pointed at `from` points at `into`, and its id leads there.
void move_contact(connection& db, const contact_row& from, const contact_id& into, timestamp at) {
  db.run(move_conversations, from.id, into, from.tenant);
  db.run(move_merged, from.id, into);
  db.run(insert_merged, from.id, from.tenant, into, from.at.wa_id, from.at.user_id, at);
  db.run(drop_tags, from.id);
  db.run(drop_contact, from.id);
}

} // namespace

stored<bool> admin::add_contact(const contact_row& c) {
  return written([&] {
    {
      query merged{db_, is_merged};
      if (merged.with(c.id).row()) return false;
    }
    const auto made = born(c.created_at);
    if (db_.run(insert_contact, c.id, c.tenant, c.at.wa_id, c.at.user_id, c.name, c.attributes, c.consent,
                c.consent_source, c.consent_at, c.locale, c.timezone, made,
                c.updated_at == timestamp{} ? made : c.updated_at)
        != 1)
      return false;
    set_tags(c.id, c.tenant, c.tags);
    return true;
  });
}

stored<std::vector<address>> admin::addresses(tenant_id t, const contact_id& id) {
  return at_the_edge([&] {
    const auto who = who_stayed(db_, id);
    query rows{db_, addresses_of};
    return all_rows<address>(rows.with(who, t), [](const query& row) { return address{row.text(0), row.text(1)}; });
  });
}

stored<bool> admin::merge_contacts(tenant_id t, const contact_id& into, const contact_id& from, timestamp at) {
  return written([&] {
    const auto stays = find_contact(t, into);
    const auto goes = find_contact(t, from);
    if (!stays || !goes || stays->id == goes->id) return false;
    const auto one = united(*stays, *goes);
    db_.run(unite, one.id, one.name, one.attributes, one.consent, one.consent_source, one.consent_at, one.locale,
            one.timezone, at);
    set_tags(one.id, t, one.tags);
    move_contact(db_, *goes, one.id, at);
    return true;
  });
}

stored<std::vector<segment_row>> admin::segments(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, segments_of_tenant};
    return all_rows<segment_row>(rows.with(t), [](const query& row) {
      return segment_row{row.as<std::int32_t>(0),
                         tenant_id{row.as<std::int32_t>(1)},
                         row.text(2),
                         row.text(3),
                         row.text(4),
                         row.time(5)};
    });
  });
}

stored<segment_row> admin::put_segment(const segment_row& s) {
  return written([&] {
    auto kept = s;
    if (s.id == 0) {
      kept.created_at = born(s.created_at);
      db_.run(insert_segment, s.tenant, s.name, s.query, s.created_by, kept.created_at);
      kept.id = static_cast<std::int32_t>(db_.last_rowid());
      return kept;
    }
    query changed{db_, change_segment};
    if (!changed.with(s.id, s.tenant, s.name, s.query).row())
      throw failure{SQLITE_CONSTRAINT, "id: there is no such segment"};
    kept.created_by = changed.text(0);
    kept.created_at = changed.time(1);
    while (changed.row()) {
    }
    return kept;
  });
}

stored<bool> admin::delete_segment(tenant_id t, std::int32_t id) {
  return written([&] { return db_.run(drop_segment, t, id) == 1; });
}

} // namespace charla::store::sqlite
