#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"

#include <array>

namespace charla::store::postgres {

namespace {

constexpr auto one_conversation =
    "SELECT " CHARLA_PG_CONVERSATION_COLUMNS ", state FROM conversation WHERE conv = $1 AND tenant = $2";
constexpr auto note_read = "UPDATE conversation SET unread = 0 WHERE conv = $1 AND tenant = $2";
constexpr auto turns_of_conversation = "SELECT turn, version, at, record FROM turn WHERE conv = $1 AND tenant = $2 "
                                       "AND version >= $3 ORDER BY version LIMIT $4";
constexpr auto find_by_client_id =
    "SELECT " CHARLA_PG_MESSAGE_COLUMNS " FROM " CHARLA_PG_MESSAGE_TABLES
    "WHERE m.tenant = $1 AND m.client_id = $2 AND m.client_id <> '' ORDER BY m.at LIMIT 1";

constexpr auto one_bubble = "SELECT " CHARLA_PG_MESSAGE_COLUMNS " FROM " CHARLA_PG_MESSAGE_TABLES
                            "WHERE m.conv = $1 AND m.version = $2 AND m.send = $3 AND m.tenant = $4";

/// What leads the planner to the index of a path: the condition of the partial index, in its own words.
constexpr std::array<const char*, list_paths> path_conditions{
    "",                                             // any
    "AND status < 2 ",                              // in_hand
    "AND waits_from < 9223372036854775807 ",        // waiting
    "",                                             // by_waiting
    "AND assigned_to <> '' AND assigned_to = $11 ", // assigned
    "AND status = 2 ",                              // snoozed
    "AND status = 3 ",                              // closed
    "AND unread > 0 ",                              // unread
    "AND mode = 2 ",                                // paused
};
// -1: any. `state` is left out: a list does not decode it.
constexpr auto filtered = "AND ($4 = -1 OR channel = $4) AND ($5::integer = -1 OR status = $5::integer) AND ($6 = -1 "
                          "OR mode = $6) AND (NOT $7 OR unread > 0) "
                          "AND ($8 = '%%' OR contact_name ILIKE $8 OR wa_id ILIKE $8 OR preview ILIKE $8) "
                          "AND (NOT $9 OR status < 2) AND (NOT $10 OR assigned_to = $11) "
                          "AND ($12 = '' OR $12 IN (SELECT jsonb_array_elements_text(as_json(labels)))) "
                          "AND (NOT $13 OR waiting_since IS NOT NULL) AND ($14::bigint = -1 OR waiting_since < $14) ";

std::string list_text(list_path path, conversation_order order) {
  const bool by_activity = order == conversation_order::activity;
  return std::string{"SELECT " CHARLA_PG_CONVERSATION_COLUMNS " FROM conversation WHERE tenant = $1 "}
         + path_conditions.at(static_cast<std::size_t>(path)) + filtered
         + (by_activity ? "AND (last_activity_at, conv) < ($2, $3) ORDER BY last_activity_at DESC, conv DESC"
                        : "AND (waits_from, conv) > ($2, $3) ORDER BY waits_from, conv")
         + " LIMIT $15";
}

template <class T>
std::int32_t or_any(const std::optional<T>& wanted) {
  return wanted ? static_cast<std::int32_t>(*wanted) : -1;
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
  return reading([&] {
    arguments with;
    with.id(t).big(from->number).id(from->id).integer(f.channel ? f.channel->value() : -1);
    with.integer(or_any(f.status)).integer(or_any(f.mode)).boolean(f.unread_only).text(containing(f.search));
    with.boolean(f.in_hand).boolean(f.assignee.has_value()).text(f.assignee.value_or("")).text(f.label);
    with.boolean(f.waiting_only).big(f.waiting_before ? to_unix_ms(*f.waiting_before) : -1);
    with.big(static_cast<std::int64_t>(limit) + 1);
    const auto rows = db_.read(list_text(path_of(f), f.order), with);
    return to_page(all_rows<conversation_row>(rows, read_conversation), limit,
                   [&](const conversation_row& c) { return place_of_conversation(c, f.order); });
  });
}

stored<std::optional<conversation_row>> admin::conversation(tenant_id t, const conversation_id& id) {
  return reading([&]() -> std::optional<conversation_row> {
    const auto rows = db_.read(one_conversation, arguments{}.id(id).id(t));
    if (rows.empty()) return std::nullopt;
    return read_conversation(rows[0]);
  });
}

stored<bool> admin::mark_read(tenant_id t, const conversation_id& id) {
  return writing([&] { return db_.run(note_read, arguments{}.id(id).id(t)).affected_rows() == 1; });
}

stored<std::vector<turn_row>>
admin::turns(tenant_id t, const conversation_id& id, std::int64_t from_version, std::size_t limit) {
  return reading([&] {
    const auto with = arguments{}.id(id).id(t).big(from_version).big(static_cast<std::int64_t>(limit));
    return all_rows<turn_row>(db_.read(turns_of_conversation, with), [](const pqxx::row& row) {
      return turn_row{turn_id{id_at(row, 0)}, number_at(row, 1), time_at(row, 2), bytes_at(row, 3)};
    });
  });
}

stored<std::optional<stored_message>> admin::message_by_client_id(tenant_id t, const std::string& client_id) {
  return reading([&]() -> std::optional<stored_message> {
    const auto rows = db_.read(find_by_client_id, arguments{}.id(t).text(client_id));
    if (rows.empty()) return std::nullopt;
    return read_message(rows[0]);
  });
}

stored<std::optional<stored_message>> admin::bubble(tenant_id t, const out_id& id) {
  return reading([&]() -> std::optional<stored_message> {
    const auto rows = db_.read(one_bubble, arguments{}.id(id.conversation).big(id.version).small(id.index).id(t));
    if (rows.empty()) return std::nullopt;
    return read_message(rows[0]);
  });
}

} // namespace charla::store::postgres
