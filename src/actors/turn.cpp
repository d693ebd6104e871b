#include "actors/turn.hpp"

#include "actors/turn_reports.hpp"
#include "flows/said.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

constexpr std::size_t preview_max = 120;

/// The first `preview_max` bytes, cut at a code point.
std::string preview_of(std::string_view text) {
  if (text.size() <= preview_max) return std::string{text};
  auto end = preview_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  return std::string{text.substr(0, end)};
}

std::string preview_of(const flows::message& m) {
  const auto text = flows::plain_text(m.body);
  return text.empty() ? '[' + std::string{flows::type_name(m.body)} + ']' : preview_of(text);
}

/// Inbound lines are new to the people at the desk until one of them answers.
std::int32_t unread_of(const std::vector<flows::message>& messages) {
  std::int32_t added = 0;
  for (const auto& m : messages) {
    if (std::holds_alternative<flows::note_content>(m.body)) continue; // between colleagues: no answer
    if (m.by == flows::author::human)
      added = -1;
    else if (m.dir == flows::direction::inbound)
      added = added < 0 ? 1 : added + 1;
  }
  return added;
}

/// The newest line that somebody said; internal notes are not for lists.
template <class Messages>
const flows::message* last_said(const Messages& messages) {
  const auto found = std::find_if(messages.rbegin(), messages.rend(), flows::was_said);
  return found == messages.rend() ? nullptr : &*found;
}

ports::conversation_summary summary_of(const flows::conversation& before, const flows::decision& d, timestamp now) {
  const auto& c = d.next;
  ports::conversation_summary s;
  s.tenant = c.tenant;
  s.channel = c.channel;
  s.contact = c.contact;
  s.peer = c.peer;
  s.contact_name = c.contact_name;
  s.status = c.status;
  s.last_activity_at = now;
  s.last_inbound_at = c.last_inbound_at;
  s.unread_added = unread_of(d.messages);
  s.assignee = c.assignee;
  s.team = c.team;
  s.labels = c.labels;
  s.snoozed_until = c.snoozed_until;
  s.waiting_since = c.waiting_since;
  const auto* said = last_said(d.messages);
  if (said == nullptr) said = last_said(before.memory);
  if (said == nullptr) return s;
  s.preview = preview_of(*said);
  s.last_author = said->by;
  return s;
}

ports::message_row row_of(const flows::message& m, const ports::codec& codec) {
  return {m.seq,
          m.at,
          m.dir,
          m.by,
          std::string{flows::type_name(m.body)},
          codec.encode(m.body),
          m.provider_id,
          m.reply_to,
          m.send,
          m.author_name,
          m.client_id};
}

ports::outbox_write outbox_of(const flows::send_effect& s,
                              const flows::conversation& c,
                              const std::string& correlation,
                              const ports::codec& codec) {
  ports::outbox_write w;
  w.channel = c.channel;
  w.by = s.by;
  w.prio = s.prio;
  w.resend_in_doubt = s.when_in_doubt == flows::send_effect::doubt::resend;
  w.expires_at = s.expires_at;
  w.needs_window = !std::holds_alternative<flows::template_content>(s.body);
  w.needs_consent = s.needs_consent;
  w.to = codec.encode(c.peer);
  w.correlation_id = correlation;
  // The body travels as the request it is, so that one codec serves the command, the outbox and the dead letters.
  w.body = codec.encode(flows::cause_body{flows::outgoing_request{s.by, {}, {}, s.body, c.peer, s.reply_to}});
  return w;
}

} // namespace

ports::turn_write write_turn(const flows::conversation& before,
                             const flows::decision& d,
                             std::span<const flows::cause> causes,
                             const flows::rules& rules,
                             std::vector<flows::flow_version> live,
                             timestamp now,
                             const ports::codec& codec,
                             ports::crypto& ids) {
  ports::turn_write w;
  w.conversation = before.id;
  w.turn = flows::turn_id{ids.row_uuid(flows::to_unix_ms(now))};
  w.base_version = before.version;
  w.base_ctl = before.ctl_seq;
  for (const auto& c : causes) {
    if (const auto* fired = std::get_if<flows::timer_fired>(&c.body))
      w.fired.push_back({fired->key, fired->generation});
    else
      w.causes.push_back(c.row);
  }
  w.state = codec.encode(d.next);
  w.summary = summary_of(before, d, now);
  w.control = d.control;
  for (const auto& m : d.messages)
    w.messages.push_back(row_of(m, codec));
  const auto correlation = causes.empty() ? std::string{} : causes.back().correlation_id;
  for (const auto& s : d.sends)
    w.sends.push_back(outbox_of(s, d.next, correlation, codec));
  for (const auto& t : d.timers)
    w.timers.push_back({t.key, t.due, t.body});
  w.decided_at = now;
  for (const auto& r : d.runs)
    w.runs.push_back(
        {r.number, r.flow, r.status, r.node, r.reason, r.started_at, r.ended_at, codec.encode(r.variables)});
  w.visits = count_visits(d.visits);
  w.contact = contact_of(before, d.next);
  ports::turn_record record{now, rules, {causes.begin(), causes.end()}, d.trace, {}, std::move(live)};
  record.before = {before.mode, before.human_override_until, before.ctl_seq};
  w.record = codec.encode(record);
  return w;
}

std::vector<ports::outbox_row>
rows_to_send(const flows::conversation& after, const ports::turn_write& turn, timestamp now) {
  std::vector<ports::outbox_row> rows;
  for (std::size_t i = 0; i < turn.sends.size(); ++i) {
    const auto& s = turn.sends[i];
    ports::outbox_row r;
    r.out = {turn.conversation, turn.base_version + 1, static_cast<std::int16_t>(i)};
    r.tenant = after.tenant;
    r.channel = s.channel;
    r.by = s.by;
    r.prio = s.prio;
    r.resend_in_doubt = s.resend_in_doubt;
    r.not_before = now;
    r.expires_at = s.expires_at;
    r.needs_window = s.needs_window;
    r.needs_consent = s.needs_consent;
    r.to = s.to;
    r.correlation_id = s.correlation_id;
    r.body = s.body;
    rows.push_back(std::move(r));
  }
  return rows;
}

std::shared_ptr<ports::feed_change>
news_of(flows::tenant_id tenant, timestamp at, decltype(ports::feed_change::what) what) {
  auto change = std::make_shared<ports::feed_change>();
  change->tenant = tenant;
  change->at = at;
  change->what = std::move(what);
  return change;
}

std::vector<std::shared_ptr<ports::feed_change>> news_of(const flows::conversation& after,
                                                         std::span<const flows::message> messages,
                                                         const ports::turn_write& turn,
                                                         std::int32_t unread,
                                                         timestamp now) {
  std::vector<std::shared_ptr<ports::feed_change>> news;
  const auto add = [&](auto what) { news.push_back(news_of(after.tenant, now, std::move(what))); };
  for (const auto& m : messages)
    add(ports::message_added{turn.conversation, m, after.version});
  ports::conversation_row row;
  row.id = turn.conversation;
  row.summary = turn.summary;
  row.version = after.version;
  row.ctl_seq = after.ctl_seq;
  row.mode = after.mode;
  row.human_override_until = after.human_override_until;
  row.last_turn = turn.turn;
  row.unread = unread;
  add(ports::conversation_changed{std::move(row)});
  return news;
}

ports::dead_letter_write letter_of(const flows::conversation& c,
                                   std::span<const flows::cause> causes,
                                   const std::string& reason,
                                   const std::string& error,
                                   std::string trace,
                                   timestamp now) {
  ports::dead_letter_write letter;
  letter.tenant = c.tenant;
  letter.conversation = c.id;
  for (const auto& cause : causes) {
    if (const auto* fired = std::get_if<flows::timer_fired>(&cause.body))
      letter.fired.push_back({fired->key, fired->generation});
    else
      letter.causes.push_back(cause.row);
  }
  letter.reason = reason;
  letter.error = error;
  letter.trace = std::move(trace);
  letter.at = now;
  return letter;
}

std::shared_ptr<ports::feed_change> news_of(const ports::dead_letter_write& letter) {
  return news_of(
      letter.tenant, letter.at,
      ports::event_raised{{letter.tenant, letter.at, "error", "dead_letter",
                           "a cause could not be decided and waits in the dead letters: " + letter.reason, "{}"}});
}

flows::result<flows::conversation> revive(const conversation_loaded& loaded, const ports::codec& codec) {
  flows::conversation c;
  if (!loaded.row) return c;
  const auto& row = *loaded.row;
  if (!row.state.empty()) {
    auto decoded = codec.decode_conversation(row.state);
    if (!decoded) return decoded;
    c = std::move(*decoded);
  }
  c.tenant = row.summary.tenant;
  c.channel = row.summary.channel;
  c.id = row.id;
  c.version = row.version;
  c.ctl_seq = row.ctl_seq;
  c.mode = row.mode;
  c.human_override_until = row.human_override_until;
  for (const auto& m : loaded.memory) {
    c.last_seq = std::max(c.last_seq, m.row.seq); // of an erased conversation only the lines tell where it stands
    auto body = codec.decode_content(m.row.body);
    if (!body) return tl::make_unexpected(body.error());
    c.memory.push_back({m.row.seq, m.row.at, m.row.dir, m.row.by, std::move(*body),
                        m.provider_id.empty() ? m.row.provider_id : m.provider_id, m.row.reply_to, m.row.send,
                        m.row.author_name, m.row.client_id});
    // An erased person's lines stand there without a state that counts them.
    c.last_seq = std::max(c.last_seq, m.row.seq);
  }
  return c;
}

} // namespace charla::actors
