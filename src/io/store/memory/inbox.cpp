#include "io/store/memory/commit.hpp"

namespace charla::store::memory {

std::int64_t day_of(timestamp t) { return std::chrono::floor<std::chrono::days>(t).time_since_epoch().count(); }

namespace {

void keep_submission(rows& db, const inbox_append& a, inbox_id cause, timestamp now) {
  submission_record s;
  s.tenant = a.tenant;
  s.cause = cause;
  s.row.id = ++db.last_submission;
  s.row.asked = *a.submitted;
  s.row.channel = a.channel;
  s.row.conversation = a.conversation;
  s.row.at = now;
  db.submissions.emplace(std::pair{a.tenant, a.submitted->client_id}, std::move(s));
}

} // namespace

std::optional<inbox_id> append(const commit_context& c, const inbox_append& a) {
  if (a.submitted && c.db.submissions.contains({a.tenant, a.submitted->client_id})) return std::nullopt;
  if (!c.db.seen.insert({day_of(a.provider_time), a.channel, a.key}).second) return std::nullopt;
  pending_record p;
  p.cause.row = inbox_id{++c.db.last_inbox};
  p.cause.tenant = a.tenant;
  p.cause.channel = a.channel;
  p.cause.conversation = a.conversation;
  p.cause.prio = a.prio;
  p.cause.provider_time = a.provider_time;
  p.cause.received_at = c.now;
  p.cause.correlation_id = a.correlation_id;
  p.cause.body = a.body;
  p.kind = a.kind;
  const auto id = p.cause.row;
  c.db.inbox_by_conversation.insert({a.conversation, id});
  c.db.inbox.emplace_hint(c.db.inbox.end(), id, std::move(p));
  if (a.submitted) keep_submission(c.db, a, id, c.now);
  return id;
}

bool can_consume(const rows& db,
                 const conversation_id& id,
                 const std::vector<inbox_id>& causes,
                 const std::vector<timer_ref>& fired) {
  std::set<inbox_id> once;
  for (const auto& cause : causes)
    if (!db.inbox_by_conversation.contains({id, cause}) || !once.insert(cause).second) return false;
  std::set<std::string> keys;
  for (const auto& f : fired) {
    const auto timer = db.timers.find({id, f.key});
    if (timer == db.timers.end() || timer->second.generation != f.generation || !keys.insert(f.key).second)
      return false;
  }
  return true;
}

void drop_cause(rows& db, inbox_id id) {
  const auto found = db.inbox.find(id);
  if (found == db.inbox.end()) return;
  db.inbox_by_conversation.erase({found->second.cause.conversation, id});
  db.inbox.erase(found);
}

void drop_timer(rows& db, const timer_key& key) {
  const auto found = db.timers.find(key);
  if (found == db.timers.end()) return;
  db.due.erase({found->second.due, key});
  db.timers.erase(found);
}

void arm_timer(rows& db, timer_row timer) {
  const timer_key key{timer.conversation, timer.key};
  drop_timer(db, key);
  db.due.insert({timer.due, key});
  db.timers.emplace(key, std::move(timer));
}

namespace {

letter_record letter_of(rows& db, const dead_letter_write& w, std::string kind, std::string body) {
  letter_record l;
  l.row.id = ++db.last_letter;
  l.row.tenant = w.tenant;
  l.row.conversation = w.conversation;
  l.row.kind = std::move(kind);
  l.row.reason = w.reason;
  l.row.error = w.error;
  l.row.trace = w.trace;
  l.row.body = std::move(body);
  l.row.at = w.at;
  return l;
}

} // namespace

bool bury(const commit_context& c, const dead_letter_write& w) {
  if (!can_consume(c.db, w.conversation, w.causes, w.fired)) return false;
  channel_id channel;
  for (const auto& id : w.causes) {
    const auto& p = c.db.inbox.at(id);
    channel = p.cause.channel;
    auto letter = letter_of(c.db, w, p.kind, p.cause.body);
    letter.cause = p.cause;
    c.db.letters.emplace(letter.row.id, std::move(letter));
    drop_cause(c.db, id);
  }
  for (const auto& f : w.fired) {
    const auto& t = c.db.timers.at({w.conversation, f.key});
    channel = t.channel;
    auto letter = letter_of(c.db, w, "timer_fired", t.body);
    letter.timer = t;
    c.db.letters.emplace(letter.row.id, std::move(letter));
    drop_timer(c.db, {w.conversation, f.key});
  }
  set_control(c, w.conversation, w.tenant, channel, control_mode::paused, std::nullopt, w.at);
  suppress(c, w.conversation);
  return true;
}

bool is_buried(const rows& db, const dead_letter_write& w) {
  const auto lies = [&](auto matches) {
    for (const auto& [id, letter] : db.letters)
      if (letter.row.conversation == w.conversation && matches(letter)) return true;
    return false;
  };
  for (const auto& id : w.causes)
    if (!lies([&](const letter_record& l) { return l.cause && l.cause->row == id; })) return false;
  for (const auto& f : w.fired)
    if (!lies([&](const letter_record& l) {
          return l.timer && l.timer->key == f.key && l.timer->generation == f.generation;
        }))
      return false;
  return true;
}

} // namespace charla::store::memory
