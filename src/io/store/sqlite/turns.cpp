#include "io/store/reports.hpp"
#include "io/store/sqlite/commit.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace charla::store::sqlite {

namespace {

constexpr const char* create_conversation =
    "INSERT INTO conversation(conv, tenant, shard, channel, version, ctl, mode, until, last_turn, contact, wa_id, "
    "user_id, contact_name, status, last_activity_at, last_inbound_at, preview, unread, created_at, state, "
    "assigned_to, team, labels, snoozed_until, waiting_since, last_author) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, "
    "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
    "max(?17, 0), ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25) ON CONFLICT(conv) DO NOTHING";
// The guard: version and ctl are what the turn believes, or nothing is written.
constexpr const char* advance_conversation =
    "UPDATE conversation SET version = version + 1, ctl = ctl + ?5, mode = iif(?5, ?6, mode), "
    "until = iif(?5, ?7, until), last_turn = ?8, wa_id = ?9, user_id = ?10, contact_name = ?11, "
    "status = ?12, last_activity_at = ?13, last_inbound_at = ?14, preview = ?15, "
    "unread = iif(?16 < 0, 0, unread + ?16), state = ?17, assigned_to = ?18, team = ?19, labels = ?20, "
    "snoozed_until = ?21, last_author = ?22 "
    "WHERE conv = ?1 AND version = ?2 AND ctl = ?3 AND tenant = ?4";
// Apart from `advance`: the contact of a conversation hardly ever changes, and it has an index.
constexpr const char* set_contact = "UPDATE conversation SET contact = ?2 WHERE conv = ?1 AND contact IS NOT ?2";
// Likewise: whoever is answered in the turn that hears them waits neither before nor after it.
constexpr const char* set_waiting =
    "UPDATE conversation SET waiting_since = ?2 WHERE conv = ?1 AND waiting_since IS NOT ?2";
constexpr const char* read_guards = "SELECT version, ctl FROM conversation WHERE conv = ? AND tenant = ?";
constexpr const char* exists = "SELECT 1 FROM conversation WHERE conv = ?";
constexpr const char* consume_cause = "DELETE FROM inbox WHERE id = ? AND conv = ?";
constexpr const char* consume_timer = "DELETE FROM timer WHERE conv = ? AND key = ? AND gen = ?";
constexpr const char* insert_message =
    "INSERT INTO message(conv, seq, tenant, shard, channel, version, turn, at, dir, author, type, body, provider_id, "
    "reply_to, send, author_name, client_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* insert_send =
    "INSERT INTO outbox(conv, version, idx, tenant, shard, channel, author, prio, ctl, resend_in_doubt, not_before, "
    "expires_at, peer, correlation_id, body, needs_window, needs_consent) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* arm_timer =
    "INSERT INTO timer(conv, key, tenant, shard, channel, gen, due, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(conv, key) DO UPDATE SET gen = excluded.gen, due = excluded.due, body = excluded.body";
constexpr const char* cancel_timer = "DELETE FROM timer WHERE conv = ? AND key = ?";
constexpr const char* insert_turn =
    "INSERT INTO turn(turn, conv, version, tenant, shard, epoch, ctl, at, causes, n_out, n_bot, record) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// A name that a person has given stays; what the profile says fills and follows otherwise.
constexpr const char* note_contact =
    "INSERT INTO contact(id, tenant, wa_id, user_id, name, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) "
    "ON CONFLICT(id) DO UPDATE SET wa_id = iif(?3 = '' OR merged, wa_id, ?3), "
    "user_id = iif(?4 = '' OR merged, user_id, ?4), name = iif(?5 = '' OR renamed, name, ?5), updated_at = ?6 "
    "WHERE tenant = ?2 AND ((NOT merged AND ((?3 <> '' AND ?3 <> wa_id) OR (?4 <> '' AND ?4 <> user_id))) "
    "OR (?5 <> '' AND NOT renamed AND ?5 <> name))";
constexpr const char* note_alias =
    "INSERT INTO address_alias(channel, user_id, tenant, shard, conv) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

verdict why_refused(const commit_context& c, const turn_write& t) {
  {
    query row{c.db, read_guards};
    row.with(t.conversation, t.summary.tenant);
    if (row.row()) return row.integer(0) != t.base_version ? verdict::version : verdict::ctl;
  }
  query other{c.db, exists};
  if (other.with(t.conversation).row()) return verdict::data; // another tenant's: the row itself is wrong
  return t.base_version != 0 ? verdict::version : verdict::ctl;
}

bool create(const commit_context& c, const turn_write& t) {
  const auto& s = t.summary;
  const auto control = t.control.value_or(control_effect{});
  return c.db.run(create_conversation, t.conversation, s.tenant, shard_of(t.conversation), s.channel,
                  t.control.has_value(), control.mode, control.until, t.turn, s.contact, s.peer.wa_id, s.peer.user_id,
                  s.contact_name, s.status, s.last_activity_at, s.last_inbound_at, s.preview, s.unread_added,
                  t.decided_at, blob{t.state}, s.assignee, s.team, as_json_array(s.labels), s.snoozed_until,
                  s.waiting_since, s.last_author)
         == 1;
}

bool advance(const commit_context& c, const turn_write& t) {
  const auto& s = t.summary;
  const auto control = t.control.value_or(control_effect{});
  return c.db.run(advance_conversation, t.conversation, t.base_version, t.base_ctl, s.tenant, t.control.has_value(),
                  control.mode, control.until, t.turn, s.peer.wa_id, s.peer.user_id, s.contact_name, s.status,
                  s.last_activity_at, s.last_inbound_at, s.preview, s.unread_added, blob{t.state}, s.assignee, s.team,
                  as_json_array(s.labels), s.snoozed_until, s.last_author)
         == 1;
}

bool consume(const commit_context& c, const turn_write& t) {
  for (const auto& id : t.causes)
    if (c.db.run(consume_cause, id, t.conversation) != 1) return false;
  for (const auto& f : t.fired)
    if (c.db.run(consume_timer, t.conversation, f.key, f.generation) != 1) return false;
  return true;
}

void write_messages(const commit_context& c, const turn_write& t) {
  for (const auto& m : t.messages)
    c.db.run(insert_message, t.conversation, m.seq, t.summary.tenant, shard_of(t.conversation), t.summary.channel,
             t.base_version + 1, t.turn, m.at, m.dir, m.by, m.type, m.body, m.provider_id, m.reply_to, m.send,
             m.author_name, m.client_id);
}

void write_sends(const commit_context& c, const turn_write& t) {
  std::int16_t index = 0;
  for (const auto& s : t.sends)
    c.db.run(insert_send, t.conversation, t.base_version + 1, index++, t.summary.tenant, shard_of(t.conversation),
             s.channel, s.by, s.prio, t.base_ctl + (t.control ? 1 : 0), s.resend_in_doubt, t.decided_at, s.expires_at,
             blob{s.to}, s.correlation_id, blob{s.body}, s.needs_window, s.needs_consent);
}

void write_timers(const commit_context& c, const turn_write& t) {
  for (const auto& w : t.timers) {
    if (w.due)
      c.db.run(arm_timer, t.conversation, w.key, t.summary.tenant, shard_of(t.conversation), t.summary.channel,
               t.base_version + 1, *w.due, blob{w.body});
    else
      c.db.run(cancel_timer, t.conversation, w.key);
  }
}

std::string causes_as_json(const turn_write& t) {
  std::string out = "[";
  const auto comma = [&] {
    if (out.size() > 1) out += ',';
  };
  for (const auto& id : t.causes) {
    comma();
    out += std::to_string(id.value());
  }
  for (const auto& f : t.fired) {
    comma();
    out += '"';
    for (const auto ch : f.key) {
      if (ch == '"' || ch == '\\') out += '\\';
      if (static_cast<unsigned char>(ch) < 0x20)
        out += fmt::format("\\u{:04x}", static_cast<int>(ch));
      else
        out += ch;
    }
    out += '@' + std::to_string(f.generation) + '"';
  }
  return out + ']';
}

void write_audit(const commit_context& c, const turn_write& t) {
  const auto by_bot = std::count_if(t.sends.begin(), t.sends.end(), [](const auto& s) { return s.by == author::bot; });
  c.db.run(insert_turn, t.turn, t.conversation, t.base_version + 1, t.summary.tenant, shard_of(t.conversation), c.epoch,
           t.base_ctl, t.decided_at, causes_as_json(t), t.sends.size(), static_cast<std::int64_t>(by_bot),
           blob{t.record});
}

void write_people(const commit_context& c, const turn_write& t, const contact_id& who) {
  const auto& s = t.summary;
  if (!who.value().is_nil())
    c.db.run(note_contact, who, s.tenant, s.peer.wa_id, s.peer.user_id, s.contact_name, t.decided_at);
  if (!s.peer.user_id.empty())
    c.db.run(note_alias, s.channel, s.peer.user_id, s.tenant, shard_of(t.conversation), t.conversation);
}

verdict attempt(const commit_context& c, const turn_write& t) {
  const auto new_born = t.base_version == 0 && t.base_ctl == 0 && create(c, t);
  if (!new_born && !advance(c, t)) return why_refused(c, t);
  if (!consume(c, t)) return verdict::cause;
  if (t.control) {
    control_change change{
        t.summary.tenant, t.conversation, t.base_ctl + 1, t.control->mode, t.control->until, "turn", {}, nullptr};
    change.result.suppressed = suppress(c, t.conversation);
    note_control_change(c, change);
  }
  write_messages(c, t);
  write_sends(c, t);
  write_timers(c, t);
  const auto who = who_stayed(c.db, t.summary.contact);
  if (!new_born || who != t.summary.contact) c.db.run(set_contact, t.conversation, who);
  if (!new_born) c.db.run(set_waiting, t.conversation, t.summary.waiting_since);
  write_people(c, t, who);
  write_reports(c, t, who);
  if (!new_born && t.summary.last_inbound_at) unmark_recipient(c, t.conversation, *t.summary.last_inbound_at);
  write_audit(c, t);
  return verdict::ok;
}

} // namespace

namespace {

verdict attempt_alone(const commit_context& c, const turn_write& t) {
  savepoint item{c.db};
  try {
    const auto v = attempt(c, t);
    if (v == verdict::ok)
      item.keep();
    else
      item.undo();
    return v;
  } catch (const failure& f) {
    if (meaning_of(f).code != store_errc::data) throw;
    item.undo();
    return verdict::data;
  }
}

} // namespace

verdict commit_turn(const commit_context& c, const turn_write& t) {
  if (t.epoch != c.epoch) return verdict::fenced;
  if (c.careful) return attempt_alone(c, t);
  try {
    const auto v = attempt(c, t);
    // The other refusals come before anything is written.
    if (v == verdict::cause) throw needs_care{};
    return v;
  } catch (const failure& f) {
    if (meaning_of(f).code != store_errc::data) throw;
    throw needs_care{};
  }
}

} // namespace charla::store::sqlite
