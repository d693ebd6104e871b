#pragma once

#include "io/store/postgres/session.hpp"

#include <pqxx/row>

/// Columns to values, once for the lane, the reader and the API. A query that is read by one of these selects exactly
/// the columns named beside it, in that order.
namespace charla::store::postgres {

#define CHARLA_PG_CAUSE_COLUMNS                                                                                        \
  "id, tenant, channel, conv, prio, provider_time, received_at, attempts, correlation_id, body"
pending_cause read_cause(const pqxx::row& row);

#define CHARLA_PG_OUTBOX_COLUMNS                                                                                       \
  "conv, version, idx, tenant, channel, author, prio, state, attempt, resend_in_doubt, not_before, claimed_at, "       \
  "expires_at, peer, correlation_id, body, needs_window, needs_consent"
outbox_row read_outbox(const pqxx::row& row);

#define CHARLA_PG_TIMER_COLUMNS "conv, tenant, channel, key, gen, due, body"
timer_row read_timer(const pqxx::row& row);

#define CHARLA_PG_CONVERSATION_COLUMNS                                                                                 \
  "conv, tenant, channel, contact, wa_id, user_id, contact_name, status, last_activity_at, last_inbound_at, preview, " \
  "version, ctl, mode, until, last_turn, unread, assigned_to, team, labels, "                                          \
  "(SELECT undeliverable_at FROM recipient r WHERE r.conv = conversation.conv), "                                      \
  "(SELECT rests_until FROM recipient r WHERE r.conv = conversation.conv), "                                           \
  "snoozed_until, waiting_since, last_author"
/// Then `state`, when it is wanted.
conversation_row read_conversation(const pqxx::row& row);

#define CHARLA_PG_MESSAGE_COLUMNS                                                                                      \
  "m.seq, m.at, m.dir, m.author, m.type, m.body, m.provider_id, m.reply_to, m.send, m.author_name, m.client_id, "      \
  "m.version, m.turn, s.status, s.provider_id, s.error_code, s.error_text, p.status, p.error_code, p.error_text"
#define CHARLA_PG_MESSAGE_TABLES                                                                                       \
  "message m LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send "                  \
  "LEFT JOIN provider_status p ON m.send IS NULL AND m.dir = 1 AND p.channel = m.channel "                             \
  "AND p.provider_id = m.provider_id AND p.tenant = m.tenant "
/// A line that we did not send ourselves (typed on the phone) was sent at least.
stored_message read_message(const pqxx::row& row);

// One column each.
std::int64_t number_at(const pqxx::row& row, int column);
std::string text_at(const pqxx::row& row, int column);
std::string bytes_at(const pqxx::row& row, int column);
uuid id_at(const pqxx::row& row, int column);
timestamp time_at(const pqxx::row& row, int column);
std::optional<timestamp> maybe_time_at(const pqxx::row& row, int column);
template <class T>
T value_at(const pqxx::row& row, int column) {
  return static_cast<T>(number_at(row, column));
}

template <class Row, class Read>
std::vector<Row> all_rows(const pqxx::result& rows, Read read) {
  std::vector<Row> found;
  found.reserve(rows.size());
  for (const auto& row : rows)
    found.push_back(read(row));
  return found;
}

/// Runs `work` and turns what this adapter throws into the port's error: a reader's.
template <class Work>
auto reading(Work work) -> stored<decltype(work())> {
  try {
    return work();
  } catch (const failure& f) {
    return tl::make_unexpected(of_read(f));
  } catch (const std::exception& e) {
    return tl::make_unexpected(store_error{store_errc::corrupt, e.what()});
  }
}

/// Likewise a writer's: what was lost may have been done.
template <class Work>
auto writing(Work work) -> stored<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const failure& f) {
    return tl::make_unexpected(of_write(f));
  } catch (const std::exception& e) {
    return tl::make_unexpected(store_error{store_errc::corrupt, e.what()});
  }
}

} // namespace charla::store::postgres
