#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

namespace charla::store::sqlite {

namespace {

// Each view stops counting beyond the cap (?3 is one more) and reads the index that its list reads. In the order of
// `desk_views`; the conformance suite compares each count with its list.
#define CHARLA_SQLITE_COUNT(index, condition)                                                                          \
  "(SELECT count(*) FROM (SELECT 1 FROM conversation INDEXED BY " index " WHERE tenant = ?1 AND " condition            \
  " LIMIT ?3))"
constexpr const char*
    count_all =
        "SELECT " CHARLA_SQLITE_COUNT(
            "conversation_in_hand", "status < 2") ", " CHARLA_SQLITE_COUNT("conversation_assigned", "assigned_to <> '' AND assigned_to = ?2 AND status < 2") ", " CHARLA_SQLITE_COUNT("conversation_in_hand", "status < 2 AND assigned_to = ''") ", " CHARLA_SQLITE_COUNT("conversation_waiting", "waits_from < 9223372036854775807 AND status < 2") ", " CHARLA_SQLITE_COUNT("conversation_in_hand", "status < 2 AND mode = 1") ", " CHARLA_SQLITE_COUNT("conversation_in_hand",
                                                                                                                                                                                                                                                                                                                                                                                                                                                          "status < 2 AND mode = 0") ", " CHARLA_SQLITE_COUNT("conversation_paused",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                              "mode = 2") ", " CHARLA_SQLITE_COUNT("conversation_unread",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                   "unread > 0") ", " CHARLA_SQLITE_COUNT("conversation_snoozed",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                          "status = 2") ", " CHARLA_SQLITE_COUNT("conversation_closed",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 "status = 3") ", "
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                               "(SELECT count(*) FROM (SELECT 1 FROM dead_letter WHERE tenant = ?1 AND state = 'open' LIMIT ?3))";

#define CHARLA_SQLITE_CANNED_COLUMNS "id, tenant, shortcut, text, created_by, updated_at"
constexpr const char* canned_of =
    "SELECT " CHARLA_SQLITE_CANNED_COLUMNS " FROM canned_answer WHERE tenant = ? ORDER BY shortcut";
constexpr const char* add_row = "INSERT INTO canned_answer(tenant, shortcut, text, created_by, updated_at) "
                                "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT(tenant, shortcut) DO NOTHING "
                                "RETURNING " CHARLA_SQLITE_CANNED_COLUMNS;
constexpr const char* change_row =
    "UPDATE canned_answer SET shortcut = ?3, text = ?4, updated_at = ?5 WHERE tenant = ?1 AND id = ?2 "
    "AND NOT EXISTS (SELECT 1 FROM canned_answer o WHERE o.tenant = ?1 AND o.shortcut = ?3 AND o.id <> ?2) "
    "RETURNING " CHARLA_SQLITE_CANNED_COLUMNS;
constexpr const char* drop_row = "DELETE FROM canned_answer WHERE tenant = ? AND id = ?";

canned_row read_canned(const query& row) {
  return {
      row.as<std::int32_t>(0), tenant_id{row.as<std::int32_t>(1)}, row.text(2), row.text(3), row.text(4), row.time(5)};
}

/// To the end: an INSERT that is reset before is not done.
std::optional<canned_row> only(query& put) {
  std::optional<canned_row> kept;
  while (put.row())
    kept = read_canned(put);
  return kept;
}

} // namespace

stored<std::vector<view_count>> admin::count_views(tenant_id t, const std::string& email, std::int64_t cap) {
  return at_the_edge([&] {
    query row{db_, count_all};
    std::vector<view_count> out;
    if (!row.with(t, email, cap + 1).row()) return out;
    int column = 0;
    const auto add = [&](std::string_view view) {
      const auto found = row.integer(column++);
      out.push_back({view, std::min(found, cap), found > cap});
    };
    for (const auto& v : desk_views())
      add(v.name);
    add("letters");
    return out;
  });
}

stored<std::vector<canned_row>> admin::canned(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, canned_of};
    return all_rows<canned_row>(rows.with(t), read_canned);
  });
}

stored<std::optional<canned_row>> admin::put_canned(const canned_row& row) {
  return written([&] {
    const auto at = born(row.updated_at);
    query put{db_, row.id == 0 ? add_row : change_row};
    return row.id == 0 ? only(put.with(row.tenant, row.shortcut, row.text, row.created_by, at))
                       : only(put.with(row.tenant, row.id, row.shortcut, row.text, at));
  });
}

stored<bool> admin::delete_canned(tenant_id t, std::int32_t id) {
  return written([&] { return db_.run(drop_row, t, id) == 1; });
}

} // namespace charla::store::sqlite
