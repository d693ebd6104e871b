#include "io/store/sqlite/rows.hpp"

#include "io/store/reports.hpp"

#include <algorithm>

namespace charla::store::sqlite {

pending_cause read_cause(const query& row) {
  pending_cause c;
  c.row = inbox_id{row.integer(0)};
  c.tenant = tenant_id{row.as<std::int32_t>(1)};
  c.channel = channel_id{row.as<std::int32_t>(2)};
  c.conversation = conversation_id{row.id(3)};
  c.prio = row.as<priority>(4);
  c.provider_time = row.time(5);
  c.received_at = row.time(6);
  c.attempts = row.as<std::int32_t>(7);
  c.correlation_id = row.text(8);
  c.body = row.text(9);
  return c;
}

outbox_row read_outbox(const query& row) {
  outbox_row o;
  o.out = {conversation_id{row.id(0)}, row.integer(1), row.as<std::int16_t>(2)};
  o.tenant = tenant_id{row.as<std::int32_t>(3)};
  o.channel = channel_id{row.as<std::int32_t>(4)};
  o.by = row.as<author>(5);
  o.prio = row.as<priority>(6);
  o.state = row.as<outbox_state>(7);
  o.attempt = row.as<std::int32_t>(8);
  o.resend_in_doubt = row.integer(9) != 0;
  o.not_before = row.time(10);
  o.claimed_at = row.maybe_time(11);
  o.expires_at = row.maybe_time(12);
  o.to = row.text(13);
  o.correlation_id = row.text(14);
  o.body = row.text(15);
  o.needs_window = row.integer(16) != 0;
  o.needs_consent = row.integer(17) != 0;
  return o;
}

timer_row read_timer(const query& row) {
  timer_row t;
  t.conversation = conversation_id{row.id(0)};
  t.tenant = tenant_id{row.as<std::int32_t>(1)};
  t.channel = channel_id{row.as<std::int32_t>(2)};
  t.key = row.text(3);
  t.generation = row.integer(4);
  t.due = row.time(5);
  t.body = row.text(6);
  return t;
}

conversation_row read_conversation(const query& row) {
  conversation_row c;
  c.id = conversation_id{row.id(0)};
  c.summary.tenant = tenant_id{row.as<std::int32_t>(1)};
  c.summary.channel = channel_id{row.as<std::int32_t>(2)};
  c.summary.contact = contact_id{row.id(3)};
  c.summary.peer = {row.text(4), row.text(5)};
  c.summary.contact_name = row.text(6);
  c.summary.status = row.as<conversation_status>(7);
  c.summary.last_activity_at = row.time(8);
  c.summary.last_inbound_at = row.maybe_time(9);
  c.summary.preview = row.text(10);
  c.version = row.integer(11);
  c.ctl_seq = row.integer(12);
  c.mode = row.as<control_mode>(13);
  c.human_override_until = row.maybe_time(14);
  c.last_turn = turn_id{row.id(15)};
  c.unread = row.as<std::int32_t>(16);
  c.summary.assignee = row.text(17);
  c.summary.team = row.text(18);
  c.summary.labels = texts_of(row.text(19));
  c.undeliverable_at = row.maybe_time(20);
  c.marketing_rests_until = row.maybe_time(21);
  c.summary.snoozed_until = row.maybe_time(22);
  c.summary.waiting_since = row.maybe_time(23);
  if (!row.is_null(24)) c.summary.last_author = row.as<author>(24);
  c.state = row.text(25);
  return c;
}

stored_message read_message(const query& row) {
  stored_message m;
  m.row.seq = row.integer(0);
  m.row.at = row.time(1);
  m.row.dir = row.as<direction>(2);
  m.row.by = row.as<author>(3);
  m.row.type = row.text(4);
  m.row.body = row.text(5);
  m.row.provider_id = row.text(6);
  m.row.reply_to = row.text(7);
  if (!row.is_null(8)) m.row.send = row.as<std::int16_t>(8);
  m.row.author_name = row.text(9);
  m.row.client_id = row.text(10);
  m.version = row.integer(11);
  m.turn = turn_id{row.id(12)};
  m.provider_id = m.row.provider_id;
  if (!row.is_null(13)) {
    m.status = row.as<message_status>(13);
    if (auto id = row.text(14); !id.empty()) m.provider_id = std::move(id);
    m.error_code = row.as<std::int32_t>(15);
    m.error_text = row.text(16);
  } else if (m.row.dir == direction::outbound && !m.row.send && !m.row.provider_id.empty()) {
    m.status = std::max(message_status::sent, row.as<message_status>(17));
    m.error_code = row.as<std::int32_t>(18);
    m.error_text = row.text(19);
  }
  return m;
}

} // namespace charla::store::sqlite
