#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <array>

namespace charla::store::sqlite {

namespace {

constexpr const char* one_conversation =
    "SELECT " CHARLA_SQLITE_CONVERSATION_COLUMNS ", state FROM conversation WHERE conv = ? AND tenant = ?";
constexpr const char* note_read = "UPDATE conversation SET unread = 0 WHERE conv = ? AND tenant = ?";
constexpr const char* turns_of_conversation = "SELECT turn, version, at, record FROM turn WHERE conv = ? AND tenant = "
                                              "? AND version >= ? ORDER BY version LIMIT ?";
constexpr const char* find_by_client_id =
    "SELECT " CHARLA_SQLITE_MESSAGE_COLUMNS " FROM " CHARLA_SQLITE_MESSAGE_TABLES
    "WHERE m.tenant = ? AND m.client_id = ? AND m.client_id <> '' ORDER BY m.at LIMIT 1";

constexpr const char* one_bubble = "SELECT " CHARLA_SQLITE_MESSAGE_COLUMNS " FROM " CHARLA_SQLITE_MESSAGE_TABLES
                                   "WHERE m.conv = ? AND m.version = ? AND m.send = ? AND m.tenant = ?";

/// How a list comes to its rows: `INDEXED BY`, so that a plan can become an error but never slow.
struct path_text {
  list_path path;
  const char* index;
  const char* condition; ///< what the partial index asks for, in its own words
};
constexpr std::array<path_text, list_paths> paths{{
    {list_path::any, "conversation_list", ""},
    {list_path::in_hand, "conversation_in_hand", "AND status < 2 "},
    {list_path::waiting, "conversation_waiting", "AND waits_from < 9223372036854775807 "},
    {list_path::by_waiting, "conversation_waiting", ""},
    {list_path::assigned, "conversation_assigned", "AND assigned_to <> '' AND assigned_to = ?10 "},
    {list_path::snoozed, "conversation_snoozed", "AND status = 2 "},
    {list_path::closed, "conversation_closed", "AND status = 3 "},
    {list_path::unread, "conversation_unread", "AND unread > 0 "},
    {list_path::paused, "conversation_paused", "AND mode = 2 "},
}};
constexpr const char* filtered =
    "AND (?4 IS NULL OR channel = ?4) AND (?5 IS NULL OR status = ?5) AND (?6 IS NULL OR mode = ?6) "
    "AND (?7 = 0 OR unread > 0) "
    "AND (?8 = '%%' OR contact_name LIKE ?8 ESCAPE '\\' OR wa_id LIKE ?8 ESCAPE '\\' OR preview LIKE ?8 ESCAPE '\\') "
    "AND (?9 = 0 OR status < 2) AND (?10 IS NULL OR assigned_to = ?10) "
    "AND (?11 = '' OR EXISTS (SELECT 1 FROM json_each(labels) WHERE value = ?11)) "
    "AND (?12 = 0 OR waiting_since IS NOT NULL) AND (?13 IS NULL OR waiting_since < ?13) ";

std::string list_text(const path_text& p, conversation_order order) {
  const bool by_activity = order == conversation_order::activity;
  return std::string{"SELECT " CHARLA_SQLITE_CONVERSATION_COLUMNS ", x'' FROM conversation INDEXED BY "} + p.index
         + " WHERE tenant = ?1 " + p.condition + filtered
         + (by_activity ? "AND (last_activity_at, conv) < (?2, ?3) ORDER BY last_activity_at DESC, conv DESC"
                        : "AND (waits_from, conv) > (?2, ?3) ORDER BY waits_from, conv")
         + " LIMIT ?14";
}

/// Made once: statements are kept by the address of their text.
const char* list_statement(list_path path, conversation_order order) {
  static const auto texts = [] {
    std::array<std::array<std::string, 2>, list_paths> all;
    for (const auto& p : paths)
      for (const auto o : {conversation_order::activity, conversation_order::waiting})
        all.at(static_cast<std::size_t>(p.path)).at(static_cast<std::size_t>(o)) = list_text(p, o);
    return all;
  }();
  return texts.at(static_cast<std::size_t>(path)).at(static_cast<std::size_t>(order)).c_str();
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
  const auto from = conversation_position_from(after, f.order);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    const auto pattern = containing(f.search);
    query rows{db_, list_statement(path_of(f), f.order)};
    rows.with(t, from->number, from->id, f.channel, f.status, f.mode, f.unread_only, pattern, f.in_hand, f.assignee,
              f.label, f.waiting_only, f.waiting_before, limit + 1);
    return to_page(all_rows<conversation_row>(rows, read_conversation), limit,
                   [&](const conversation_row& c) { return place_of_conversation(c, f.order); });
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

stored<std::optional<stored_message>> admin::bubble(tenant_id t, const out_id& id) {
  return at_the_edge([&] {
    query row{db_, one_bubble};
    row.with(id.conversation, id.version, id.index, t);
    return row.row() ? std::optional{read_message(row)} : std::nullopt;
  });
}

} // namespace charla::store::sqlite
