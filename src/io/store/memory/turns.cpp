#include "io/store/memory/commit.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

constexpr std::size_t timer_key_max = 512;

verdict judge(const commit_context& c, const turn_write& t, const conversation_record* known) {
  if (t.epoch != c.epoch) return verdict::fenced;
  if (known != nullptr && known->row.summary.tenant != t.summary.tenant) return verdict::data;
  if ((known == nullptr ? 0 : known->row.version) != t.base_version) return verdict::version;
  if ((known == nullptr ? 0 : known->row.ctl_seq) != t.base_ctl) return verdict::ctl;
  if (!can_consume(c.db, t.conversation, t.causes, t.fired)) return verdict::cause;
  std::set<std::int64_t> lines;
  for (const auto& m : t.messages)
    if (!lines.insert(m.seq).second || (known != nullptr && known->messages.contains(m.seq))) return verdict::data;
  for (const auto& w : t.timers)
    if (w.due && w.key.size() > timer_key_max) return verdict::data;
  return can_be_kept(t) ? verdict::ok : verdict::data;
}

void write_messages(const commit_context& c, const turn_write& t, conversation_record& to) {
  for (const auto& m : t.messages) {
    to.messages.emplace(m.seq, message_record{m, t.base_version + 1, t.turn});
    if (!m.client_id.empty()) c.db.by_client_id.try_emplace({t.summary.tenant, m.client_id}, t.conversation, m.seq);
  }
}

void write_sends(const commit_context& c, const turn_write& t) {
  std::int16_t index = 0;
  for (const auto& s : t.sends) {
    outbox_record o;
    o.row.out = {t.conversation, t.base_version + 1, index++};
    o.row.tenant = t.summary.tenant;
    o.row.channel = s.channel;
    o.row.by = s.by;
    o.row.prio = s.prio;
    o.row.resend_in_doubt = s.resend_in_doubt;
    o.row.needs_window = s.needs_window;
    o.row.needs_consent = s.needs_consent;
    o.row.not_before = t.decided_at;
    o.row.expires_at = s.expires_at;
    o.row.to = s.to;
    o.row.correlation_id = s.correlation_id;
    o.row.body = s.body;
    o.ctl = t.base_ctl + (t.control ? 1 : 0);
    const auto key = o.row.out;
    c.db.outbox.emplace(key, std::move(o));
  }
}

void write_timers(const commit_context& c, const turn_write& t) {
  for (const auto& w : t.timers) {
    if (w.due)
      arm_timer(c.db, {t.conversation, t.summary.tenant, t.summary.channel, w.key, t.base_version + 1, *w.due, w.body});
    else
      drop_timer(c.db, {t.conversation, w.key});
  }
}

void write_people(const commit_context& c, const turn_write& t) {
  const auto& s = t.summary;
  if (!s.peer.user_id.empty()) c.db.aliases.try_emplace({s.channel, s.peer.user_id}, t.conversation);
  if (s.contact.value().is_nil()) return;
  const auto id = who_stayed(c.db, s.contact);
  const auto [found, fresh] = c.db.contacts.try_emplace(id);
  auto& [row, renamed, merged] = found->second;
  if (fresh) {
    row.id = id;
    row.tenant = s.tenant;
    row.created_at = row.updated_at = t.decided_at;
  }
  if (row.tenant != s.tenant) return;
  const auto before = std::pair{row.at, row.name};
  if (!s.peer.wa_id.empty() && !merged) row.at.wa_id = s.peer.wa_id;
  if (!s.peer.user_id.empty() && !merged) row.at.user_id = s.peer.user_id;
  if (!s.contact_name.empty() && !renamed) row.name = s.contact_name;
  if (before != std::pair{row.at, row.name}) row.updated_at = t.decided_at;
}

void write_audit(const commit_context& c, const turn_write& t, conversation_record& to) {
  to.turns.push_back({t.turn, t.base_version + 1, t.decided_at, t.record});
  memory_turn a;
  a.order = static_cast<std::int64_t>(c.db.audit.size()) + 1;
  a.conversation = t.conversation;
  a.turn = t.turn;
  a.version = t.base_version + 1;
  a.epoch = c.epoch;
  a.base_ctl = t.base_ctl;
  a.causes = t.causes;
  a.fired = t.fired;
  a.sends = t.sends.size();
  a.bot_sends = static_cast<std::size_t>(
      std::count_if(t.sends.begin(), t.sends.end(), [](const auto& s) { return s.by == author::bot; }));
  c.db.audit.push_back(std::move(a));
}

void advance(const commit_context& c, const turn_write& t, conversation_row& row) {
  row.id = t.conversation;
  row.summary = t.summary;
  row.summary.contact = who_stayed(c.db, t.summary.contact);
  row.summary.unread_added = 0;
  row.version = t.base_version + 1;
  row.last_turn = t.turn;
  row.state = t.state;
  row.unread = t.summary.unread_added < 0 ? 0 : row.unread + t.summary.unread_added;
  // They have written since the provider said that they cannot be reached.
  if (row.undeliverable_at && t.summary.last_inbound_at > row.undeliverable_at) row.undeliverable_at.reset();
  if (!t.control) return;
  ++row.ctl_seq;
  row.mode = t.control->mode;
  row.human_override_until = t.control->until;
}

} // namespace

verdict commit_turn(const commit_context& c, const turn_write& t) {
  const auto known = c.db.conversations.find(t.conversation);
  const auto v = judge(c, t, known == c.db.conversations.end() ? nullptr : &known->second);
  if (v != verdict::ok) return v;
  for (const auto& id : t.causes)
    drop_cause(c.db, id);
  for (const auto& f : t.fired)
    drop_timer(c.db, {t.conversation, f.key});
  auto& to = c.db.conversations[t.conversation];
  advance(c, t, to.row);
  if (t.control) suppress(c, t.conversation);
  write_messages(c, t, to);
  write_sends(c, t);
  write_timers(c, t);
  write_people(c, t);
  write_reports(c, t);
  write_audit(c, t, to);
  return verdict::ok;
}

std::optional<std::int64_t> set_control(const commit_context& c,
                                        const conversation_id& id,
                                        tenant_id tenant,
                                        channel_id channel,
                                        control_mode mode,
                                        std::optional<timestamp> until,
                                        timestamp at) {
  const auto [found, fresh] = c.db.conversations.try_emplace(id);
  auto& row = found->second.row;
  if (fresh) {
    row.id = id;
    row.summary.tenant = tenant;
    row.summary.channel = channel;
    row.summary.last_activity_at = at;
  }
  if (row.summary.tenant != tenant) return std::nullopt;
  row.mode = mode;
  row.human_override_until = until;
  return ++row.ctl_seq;
}

override_result change_control(const commit_context& c, const override_request& r) {
  override_result result;
  const auto ctl =
      set_control(c, r.conversation, r.notice.tenant, r.notice.channel, r.mode, r.until, r.notice.provider_time);
  if (!ctl) return result;
  result.ctl_seq = *ctl;
  result.suppressed = suppress(c, r.conversation);
  for (auto it = c.db.outbox.lower_bound({r.conversation, 0, 0});
       it != c.db.outbox.end() && it->first.conversation == r.conversation; ++it)
    if (it->second.row.by == author::bot) ++result.in_flight;
  // Only the last batch can be asked about.
  if (!c.db.control_changes.empty() && c.db.control_changes.back().batch != c.batch) c.db.control_changes.clear();
  c.db.control_changes.push_back(
      {r.conversation, c.epoch, c.batch, day_of(r.notice.provider_time), r.notice.key, result});
  result.notice = append(c, r.notice);
  return result;
}

std::optional<override_result> control_change_of(const commit_context& c, const override_request& r) {
  for (auto it = c.db.control_changes.rbegin(); it != c.db.control_changes.rend(); ++it)
    if (it->conversation == r.conversation && it->epoch == c.epoch && it->batch == c.batch
        && it->day == day_of(r.notice.provider_time) && it->key == r.notice.key)
      return it->result;
  return std::nullopt;
}

stored_message with_delivery(const rows& db, const conversation_record& c, const message_record& m) {
  stored_message s;
  s.row = m.row;
  s.version = m.version;
  s.turn = m.turn;
  s.provider_id = m.row.provider_id;
  const auto take = [&](const status_record& d) {
    s.status = d.status;
    s.error_code = d.error_code;
    s.error_text = d.error_text;
    if (!d.provider_id.empty()) s.provider_id = d.provider_id;
  };
  if (m.row.send) {
    if (const auto d = db.statuses.find({c.row.id, m.version, *m.row.send}); d != db.statuses.end()) take(d->second);
  } else if (m.row.dir == direction::outbound && !m.row.provider_id.empty()) {
    // A line that we did not send ourselves (typed on the phone) was sent at least.
    const auto d = db.early_statuses.find({c.row.summary.channel, m.row.provider_id});
    if (d != db.early_statuses.end() && d->second.tenant == c.row.summary.tenant) take(d->second);
    s.status = std::max(message_status::sent, s.status);
  }
  return s;
}

} // namespace charla::store::memory
