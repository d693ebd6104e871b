#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <limits>

namespace charla::store::sqlite {

namespace {

constexpr const char* list_conversations =
    "SELECT conv, tenant, channel, contact, wa_id, user_id, contact_name, status, last_activity_at, last_inbound_at, "
    "preview, version, ctl, mode, until, last_turn, unread, assigned_to, team, labels, " CHARLA_SQLITE_RECIPIENT_COLUMNS
    ", x'' FROM conversation "
    "WHERE tenant = ?1 AND (last_activity_at, conv) < (?2, ?3) AND (?4 IS NULL OR channel = ?4) "
    "AND (?5 IS NULL OR status = ?5) AND (?6 IS NULL OR mode = ?6) AND (?7 = 0 OR unread > 0) "
    "AND (?8 = '%%' OR contact_name LIKE ?8 ESCAPE '\\' OR wa_id LIKE ?8 ESCAPE '\\' OR preview LIKE ?8 ESCAPE '\\') "
    "ORDER BY last_activity_at DESC, conv DESC LIMIT ?9";
constexpr const char* one_conversation =
    "SELECT " CHARLA_SQLITE_CONVERSATION_COLUMNS " FROM conversation WHERE conv = ? AND tenant = ?";
constexpr const char* note_read = "UPDATE conversation SET unread = 0 WHERE conv = ? AND tenant = ?";
constexpr const char* turns_of_conversation = "SELECT turn, version, at, record FROM turn WHERE conv = ? AND tenant = "
                                              "? AND version >= ? ORDER BY version LIMIT ?";
constexpr const char* find_by_client_id =
    "SELECT " CHARLA_SQLITE_MESSAGE_COLUMNS " FROM " CHARLA_SQLITE_MESSAGE_TABLES
    "WHERE m.tenant = ? AND m.client_id = ? AND m.client_id <> '' ORDER BY m.at LIMIT 1";

/// Later than every row of a list.
constexpr list_position list_top() {
  list_position top;
  top.number = std::numeric_limits<std::int64_t>::max();
  return top;
}

} // namespace

std::string containing(const std::string& text) {
  std::string pattern = "%";
  for (const auto c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + '%';
}

stored<page<conversation_row>>
admin::conversations(tenant_id t, const conversation_filter& f, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<list_position>{list_top()} : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    const auto pattern = containing(f.search);
    query rows{db_, list_conversations};
    rows.with(t, from->number, from->id, f.channel, f.status, f.mode, f.unread_only, pattern, limit + 1);
    return to_page(all_rows<conversation_row>(rows, read_conversation), limit, [](const conversation_row& c) {
      return list_position{to_unix_ms(c.summary.last_activity_at), c.id.value()};
    });
  });
}

stored<std::optional<conversation_row>> admin::conversation(tenant_id t, const conversation_id& id) {
  return at_the_edge([&] {
    query row{db_, one_conversation};
    row.with(id, t);
    return row.row() ? std::optional{read_conversation(row)} : std::nullopt;
  });
}

stored<bool> admin::mark_read(tenant_id t, const conversation_id& id) {
  return written([&] { return db_.run(note_read, id, t) == 1; });
}

stored<std::vector<turn_row>>
admin::turns(tenant_id t, const conversation_id& id, std::int64_t from_version, std::size_t limit) {
  return at_the_edge([&] {
    query rows{db_, turns_of_conversation};
    rows.with(id, t, from_version, limit);
    return all_rows<turn_row>(rows, [](const query& row) {
      return turn_row{turn_id{row.id(0)}, row.integer(1), row.time(2), row.text(3)};
    });
  });
}

stored<std::optional<stored_message>> admin::message_by_client_id(tenant_id t, const std::string& client_id) {
  return at_the_edge([&] {
    query row{db_, find_by_client_id};
    row.with(t, client_id);
    return row.row() ? std::optional{read_message(row)} : std::nullopt;
  });
}

} // namespace charla::store::sqlite
