#include "io/store/sqlite/reader.hpp"

#include "io/store/sqlite/rows.hpp"

#include <algorithm>
#include <limits>

namespace charla::store::sqlite {

namespace {

constexpr const char* load_conversation =
    "SELECT " CHARLA_SQLITE_CONVERSATION_COLUMNS ", state FROM conversation WHERE conv = ?";
constexpr const char* newest_messages = "SELECT " CHARLA_SQLITE_MESSAGE_COLUMNS " FROM " CHARLA_SQLITE_MESSAGE_TABLES
                                        "WHERE m.conv = ? AND m.seq < ? ORDER BY m.seq DESC LIMIT ?";
constexpr const char* pending_causes =
    "SELECT " CHARLA_SQLITE_CAUSE_COLUMNS " FROM inbox WHERE conv = ? ORDER BY id LIMIT ?";
constexpr const char* find_alias = "SELECT conv FROM address_alias WHERE channel = ? AND user_id = ?";
constexpr const char* timers_of_conversation =
    "SELECT " CHARLA_SQLITE_TIMER_COLUMNS " FROM timer WHERE conv = ? ORDER BY key";
constexpr const char* outbox_of_conversation =
    "SELECT " CHARLA_SQLITE_OUTBOX_COLUMNS " FROM outbox WHERE conv = ? ORDER BY version, idx";

} // namespace

reader::reader(std::shared_ptr<place> where, int cache_kib)
    : place_(std::move(where)), db_(place_->path, connection::use::read, cache_kib) {}

stored<std::optional<conversation_row>> reader::load(const conversation_id& id) {
  return at_the_edge([&]() -> std::optional<conversation_row> {
    query row{db_, load_conversation};
    row.with(id);
    if (!row.row()) return std::nullopt;
    return read_conversation(row);
  });
}

stored<std::vector<stored_message>> reader::history(const conversation_id& id, std::int64_t before, std::size_t limit) {
  return at_the_edge([&] {
    query rows{db_, newest_messages};
    rows.with(id, before == 0 ? std::numeric_limits<std::int64_t>::max() : before, limit);
    auto found = all_rows<stored_message>(rows, read_message);
    std::reverse(found.begin(), found.end());
    return found;
  });
}

stored<std::vector<pending_cause>> reader::pending(const conversation_id& id, std::size_t limit) {
  return at_the_edge([&] {
    query rows{db_, pending_causes};
    rows.with(id, limit);
    return all_rows<pending_cause>(rows, read_cause);
  });
}

stored<std::optional<conversation_id>> reader::find_by_user_id(channel_id channel, const std::string& user_id) {
  return at_the_edge([&]() -> std::optional<conversation_id> {
    query row{db_, find_alias};
    row.with(channel, user_id);
    if (!row.row()) return std::nullopt;
    return conversation_id{row.id(0)};
  });
}

stored<std::vector<timer_row>> reader::timers_of(const conversation_id& id) {
  return at_the_edge([&] {
    query rows{db_, timers_of_conversation};
    rows.with(id);
    return all_rows<timer_row>(rows, read_timer);
  });
}

stored<std::vector<outbox_row>> reader::outbox_of(const conversation_id& id) {
  return at_the_edge([&] {
    query rows{db_, outbox_of_conversation};
    rows.with(id);
    return all_rows<outbox_row>(rows, read_outbox);
  });
}

} // namespace charla::store::sqlite
