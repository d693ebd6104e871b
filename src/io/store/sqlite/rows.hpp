#pragma once

#include "io/store/sqlite/connection.hpp"

/// Columns to values, once for the lane, the reader and the API. A query that is read by one of these selects exactly
/// the columns named beside it, in that order.
namespace charla::store::sqlite {

#define CHARLA_SQLITE_CAUSE_COLUMNS                                                                                    \
  "id, tenant, channel, conv, prio, provider_time, received_at, attempts, correlation_id, body"
pending_cause read_cause(const query& row);

#define CHARLA_SQLITE_OUTBOX_COLUMNS                                                                                   \
  "conv, version, idx, tenant, channel, author, prio, state, attempt, resend_in_doubt, not_before, claimed_at, "       \
  "expires_at, peer, correlation_id, body, needs_window, needs_consent"
outbox_row read_outbox(const query& row);

#define CHARLA_SQLITE_TIMER_COLUMNS "conv, tenant, channel, key, gen, due, body"
timer_row read_timer(const query& row);

#define CHARLA_SQLITE_RECIPIENT_COLUMNS                                                                                \
  "(SELECT undeliverable_at FROM recipient r WHERE r.conv = conversation.conv), "                                      \
  "(SELECT rests_until FROM recipient r WHERE r.conv = conversation.conv)"
#define CHARLA_SQLITE_CONVERSATION_COLUMNS                                                                             \
  "conv, tenant, channel, contact, wa_id, user_id, contact_name, status, last_activity_at, last_inbound_at, preview, " \
  "version, ctl, mode, until, last_turn, unread, assigned_to, team, labels, " CHARLA_SQLITE_RECIPIENT_COLUMNS          \
  ", snoozed_until, waiting_since, last_author"
/// These, and after them `state`: empty in lists.
conversation_row read_conversation(const query& row);

/// Of `message m LEFT JOIN msg_status s … LEFT JOIN provider_status p …`.
#define CHARLA_SQLITE_MESSAGE_COLUMNS                                                                                  \
  "m.seq, m.at, m.dir, m.author, m.type, m.body, m.provider_id, m.reply_to, m.send, m.author_name, m.client_id, "      \
  "m.version, m.turn, s.status, s.provider_id, s.error_code, s.error_text, p.status, p.error_code, p.error_text"
#define CHARLA_SQLITE_MESSAGE_TABLES                                                                                   \
  "message m LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send "                  \
  "LEFT JOIN provider_status p ON m.send IS NULL AND m.dir = 1 AND p.channel = m.channel "                             \
  "AND p.provider_id = m.provider_id AND p.tenant = m.tenant "
/// A line that we did not send ourselves (typed on the phone) was sent at least.
stored_message read_message(const query& row);

template <class Row, class Read>
std::vector<Row> all_rows(query& rows, Read read) {
  std::vector<Row> found;
  while (rows.row())
    found.push_back(read(rows));
  return found;
}

} // namespace charla::store::sqlite
