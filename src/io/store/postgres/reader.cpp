#include "io/store/postgres/reader.hpp"

#include <algorithm>
#include <limits>

namespace charla::store::postgres {

namespace {

constexpr auto load_conversation = "SELECT " CHARLA_PG_CONVERSATION_COLUMNS ", state FROM conversation WHERE conv = $1";
constexpr auto newest_messages = "SELECT " CHARLA_PG_MESSAGE_COLUMNS " FROM " CHARLA_PG_MESSAGE_TABLES
                                 "WHERE m.conv = $1 AND m.seq < $2 ORDER BY m.seq DESC LIMIT $3";
constexpr auto pending_causes = "SELECT " CHARLA_PG_CAUSE_COLUMNS " FROM inbox WHERE conv = $1 ORDER BY id LIMIT $2";
constexpr auto find_alias = "SELECT conv FROM address_alias WHERE channel = $1 AND user_id = $2";
constexpr auto timers_of_conversation = "SELECT " CHARLA_PG_TIMER_COLUMNS " FROM timer WHERE conv = $1 ORDER BY key";
constexpr auto outbox_of_conversation =
    "SELECT " CHARLA_PG_OUTBOX_COLUMNS " FROM outbox WHERE conv = $1 ORDER BY version, idx";

} // namespace

reader::reader(std::shared_ptr<place> where)
    : place_(std::move(where)), db_({place_->url, "charla-reader"}, place_->watch) {}

stored<std::optional<conversation_row>> reader::load(const conversation_id& id) {
  return reading([&]() -> std::optional<conversation_row> {
    const auto rows = db_.read(load_conversation, arguments{}.id(id));
    if (rows.empty()) return std::nullopt;
    return read_conversation(rows[0]);
  });
}

stored<std::vector<stored_message>> reader::history(const conversation_id& id, std::int64_t before, std::size_t limit) {
  return reading([&] {
    const auto page = arguments{}
                          .id(id)
                          .big(before == 0 ? std::numeric_limits<std::int64_t>::max() : before)
                          .big(static_cast<std::int64_t>(limit));
    auto found = all_rows<stored_message>(db_.read(newest_messages, page), read_message);
    std::reverse(found.begin(), found.end());
    return found;
  });
}

stored<std::vector<pending_cause>> reader::pending(const conversation_id& id, std::size_t limit) {
  return reading([&] {
    const auto page = arguments{}.id(id).big(static_cast<std::int64_t>(limit));
    return all_rows<pending_cause>(db_.read(pending_causes, page), read_cause);
  });
}

stored<std::optional<conversation_id>> reader::find_by_user_id(channel_id channel, const std::string& user_id) {
  return reading([&]() -> std::optional<conversation_id> {
    const auto rows = db_.read(find_alias, arguments{}.id(channel).text(user_id));
    if (rows.empty()) return std::nullopt;
    return conversation_id{id_at(rows[0], 0)};
  });
}

stored<std::vector<timer_row>> reader::timers_of(const conversation_id& id) {
  return reading([&] { return all_rows<timer_row>(db_.read(timers_of_conversation, arguments{}.id(id)), read_timer); });
}

stored<std::vector<outbox_row>> reader::outbox_of(const conversation_id& id) {
  return reading(
      [&] { return all_rows<outbox_row>(db_.read(outbox_of_conversation, arguments{}.id(id)), read_outbox); });
}

} // namespace charla::store::postgres
