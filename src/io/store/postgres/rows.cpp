#include "io/store/postgres/rows.hpp"

#include "io/store/reports.hpp"

#include <algorithm>

namespace charla::store::postgres {

std::int64_t number_at(const pqxx::row& row, int column) {
  const auto field = row[column];
  return field.is_null() ? 0 : field.as<std::int64_t>();
}

std::string text_at(const pqxx::row& row, int column) { return {row[column].c_str(), row[column].size()}; }

std::string bytes_at(const pqxx::row& row, int column) {
  return row[column].is_null() ? std::string{} : pqxx::binarystring{row[column]}.str();
}

uuid id_at(const pqxx::row& row, int column) {
  if (row[column].is_null()) return {};
  return parse_uuid(text_at(row, column)).value_or(uuid{});
}

timestamp time_at(const pqxx::row& row, int column) { return from_unix_ms(number_at(row, column)); }

std::optional<timestamp> maybe_time_at(const pqxx::row& row, int column) {
  return row[column].is_null() ? std::nullopt : std::optional{time_at(row, column)};
}

pending_cause read_cause(const pqxx::row& row) {
  pending_cause c;
  c.row = inbox_id{number_at(row, 0)};
  c.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  c.channel = channel_id{value_at<std::int32_t>(row, 2)};
  c.conversation = conversation_id{id_at(row, 3)};
  c.prio = value_at<priority>(row, 4);
  c.provider_time = time_at(row, 5);
  c.received_at = time_at(row, 6);
  c.attempts = value_at<std::int32_t>(row, 7);
  c.correlation_id = text_at(row, 8);
  c.body = bytes_at(row, 9);
  return c;
}

outbox_row read_outbox(const pqxx::row& row) {
  outbox_row o;
  o.out = {conversation_id{id_at(row, 0)}, number_at(row, 1), value_at<std::int16_t>(row, 2)};
  o.tenant = tenant_id{value_at<std::int32_t>(row, 3)};
  o.channel = channel_id{value_at<std::int32_t>(row, 4)};
  o.by = value_at<author>(row, 5);
  o.prio = value_at<priority>(row, 6);
  o.state = value_at<outbox_state>(row, 7);
  o.attempt = value_at<std::int32_t>(row, 8);
  o.resend_in_doubt = row[9].as<bool>();
  o.not_before = time_at(row, 10);
  o.claimed_at = maybe_time_at(row, 11);
  o.expires_at = maybe_time_at(row, 12);
  o.to = bytes_at(row, 13);
  o.correlation_id = text_at(row, 14);
  o.body = bytes_at(row, 15);
  o.needs_window = row[16].as<bool>();
  o.needs_consent = row[17].as<bool>();
  return o;
}

timer_row read_timer(const pqxx::row& row) {
  timer_row t;
  t.conversation = conversation_id{id_at(row, 0)};
  t.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  t.channel = channel_id{value_at<std::int32_t>(row, 2)};
  t.key = text_at(row, 3);
  t.generation = number_at(row, 4);
  t.due = time_at(row, 5);
  t.body = bytes_at(row, 6);
  return t;
}

conversation_row read_conversation(const pqxx::row& row) {
  conversation_row c;
  c.id = conversation_id{id_at(row, 0)};
  c.summary.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  c.summary.channel = channel_id{value_at<std::int32_t>(row, 2)};
  c.summary.contact = contact_id{id_at(row, 3)};
  c.summary.peer = {text_at(row, 4), text_at(row, 5)};
  c.summary.contact_name = text_at(row, 6);
  c.summary.status = value_at<conversation_status>(row, 7);
  c.summary.last_activity_at = time_at(row, 8);
  c.summary.last_inbound_at = maybe_time_at(row, 9);
  c.summary.preview = text_at(row, 10);
  c.version = number_at(row, 11);
  c.ctl_seq = number_at(row, 12);
  c.mode = value_at<control_mode>(row, 13);
  c.human_override_until = maybe_time_at(row, 14);
  c.last_turn = turn_id{id_at(row, 15)};
  c.unread = value_at<std::int32_t>(row, 16);
  c.summary.assignee = text_at(row, 17);
  c.summary.team = text_at(row, 18);
  c.summary.labels = texts_of(text_at(row, 19));
  c.undeliverable_at = maybe_time_at(row, 20);
  c.marketing_rests_until = maybe_time_at(row, 21);
  c.summary.snoozed_until = maybe_time_at(row, 22);
  c.summary.waiting_since = maybe_time_at(row, 23);
  if (!row[24].is_null()) c.summary.last_author = value_at<author>(row, 24);
  if (row.size() > 25) c.state = bytes_at(row, 25);
  return c;
}

stored_message read_message(const pqxx::row& row) {
  stored_message m;
  m.row.seq = number_at(row, 0);
  m.row.at = time_at(row, 1);
  m.row.dir = value_at<direction>(row, 2);
  m.row.by = value_at<author>(row, 3);
  m.row.type = text_at(row, 4);
  m.row.body = text_at(row, 5);
  m.row.provider_id = text_at(row, 6);
  m.row.reply_to = text_at(row, 7);
  if (!row[8].is_null()) m.row.send = value_at<std::int16_t>(row, 8);
  m.row.author_name = text_at(row, 9);
  m.row.client_id = text_at(row, 10);
  m.version = number_at(row, 11);
  m.turn = turn_id{id_at(row, 12)};
  m.provider_id = m.row.provider_id;
  if (!row[13].is_null()) {
    m.status = value_at<message_status>(row, 13);
    if (auto id = text_at(row, 14); !id.empty()) m.provider_id = std::move(id);
    m.error_code = value_at<std::int32_t>(row, 15);
    m.error_text = text_at(row, 16);
  } else if (m.row.dir == direction::outbound && !m.row.send && !m.row.provider_id.empty()) {
    m.status = std::max(message_status::sent, value_at<message_status>(row, 17));
    m.error_code = value_at<std::int32_t>(row, 18);
    m.error_text = text_at(row, 19);
  }
  return m;
}

} // namespace charla::store::postgres
