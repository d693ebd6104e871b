#include "io/store/memory/commit.hpp"

namespace charla::store::memory {

namespace {

message_status status_now(const rows& db, const out_id& out) {
  const auto found = db.statuses.find(out);
  return found == db.statuses.end() ? message_status::queued : found->second.status;
}

/// Merges monotonically; true when the status rose.
bool merge_status(rows& db, const out_id& out, const status_record& s) {
  const auto [found, fresh] = db.statuses.try_emplace(out, s);
  auto& known = found->second;
  const auto rises = fresh || s.status > known.status;
  if (!fresh && rises) {
    known.status = s.status;
    known.at = s.at;
    known.error_code = s.error_code;
    known.error_text = s.error_text;
  }
  if (known.provider_id.empty()) known.provider_id = s.provider_id;
  if (known.pricing.empty()) known.pricing = s.pricing;
  if (!known.provider_id.empty()) db.by_provider_id.try_emplace({known.channel, known.provider_id}, out);
  return rises;
}

/// The row of a bubble's status, at home: from its outbox row or its conversation.
std::optional<status_record> home_of(const rows& db, const out_id& out) {
  status_record s;
  if (const auto row = db.outbox.find(out); row != db.outbox.end()) {
    s.tenant = row->second.row.tenant;
    s.channel = row->second.row.channel;
    return s;
  }
  const auto c = db.conversations.find(out.conversation);
  if (c == db.conversations.end()) return std::nullopt;
  s.tenant = c->second.row.summary.tenant;
  s.channel = c->second.row.summary.channel;
  return s;
}

status_result accept(const commit_context& c, const send_fact& f) {
  auto s = home_of(c.db, f.out);
  if (!s) return {};
  c.db.outbox.erase(f.out);
  s->status = message_status::sent;
  s->provider_id = f.provider_id;
  s->at = f.at;
  auto rose = merge_status(c.db, f.out, *s);
  const auto early = c.db.early_statuses.find({s->channel, f.provider_id});
  if (early != c.db.early_statuses.end() && early->second.tenant == s->tenant) {
    rose |= merge_status(c.db, f.out, early->second);
    c.db.early_statuses.erase(early);
  }
  return {rose, f.out, status_now(c.db, f.out)};
}

status_result give_up(const commit_context& c, const send_fact& f, const std::string& why) {
  const auto found = c.db.outbox.find(f.out);
  if (found == c.db.outbox.end()) return {false, f.out, status_now(c.db, f.out)};
  const auto row = std::move(found->second.row);
  c.db.outbox.erase(found);
  if (f.how == send_fact::outcome::dead) {
    letter_record l;
    l.row.id = ++c.db.last_letter;
    l.row.tenant = row.tenant;
    l.row.conversation = f.out.conversation;
    l.row.kind = "outbound_message";
    l.row.reason = "send_failed";
    l.row.error = why;
    l.row.body = row.body;
    l.row.at = f.at;
    c.db.letters.emplace(l.row.id, std::move(l));
  }
  const auto rose = merge_status(
      c.db, f.out, {row.tenant, row.channel, message_status::failed, f.provider_id, f.at, f.error_code, why, {}});
  return {rose, f.out, message_status::failed};
}

status_result release(const commit_context& c, const send_fact& f) {
  const auto found = c.db.outbox.find(f.out);
  if (found != c.db.outbox.end() && found->second.row.state != outbox_state::ready) {
    auto& o = found->second;
    const auto conversation = c.db.conversations.find(f.out.conversation);
    // A bot's bubble from before the last change of who speaks must not become ready again (I8).
    if (o.row.by == author::bot && conversation != c.db.conversations.end()
        && o.ctl < conversation->second.row.ctl_seq) {
      auto suppressed = f;
      suppressed.how = send_fact::outcome::failed;
      return give_up(c, suppressed, "suppressed");
    }
    o.row.state = outbox_state::ready;
    o.row.not_before = f.not_before.value_or(o.row.not_before);
    o.row.claimed_at.reset();
  }
  return {false, f.out, status_now(c.db, f.out)};
}

std::optional<out_id> bubble_of(const rows& db, const status_fact& f) {
  if (f.out) {
    const auto c = db.conversations.find(f.out->conversation);
    if (c != db.conversations.end() && c->second.row.summary.tenant == f.tenant
        && f.out->version <= c->second.row.version)
      return f.out;
  }
  const auto known = db.by_provider_id.find({f.channel, f.provider_id});
  if (known == db.by_provider_id.end() || db.statuses.at(known->second).tenant != f.tenant) return std::nullopt;
  return known->second;
}

} // namespace

status_result note(const commit_context& c, const send_fact& f) {
  mark_recipient(c, f.out, f.mark, f.at, f.mark_until);
  switch (f.how) {
  case send_fact::outcome::accepted: return accept(c, f);
  case send_fact::outcome::failed:
  case send_fact::outcome::dead: return give_up(c, f, f.error_text);
  case send_fact::outcome::released: return release(c, f);
  case send_fact::outcome::in_doubt:
    if (const auto o = c.db.outbox.find(f.out); o != c.db.outbox.end() && o->second.row.state == outbox_state::sending)
      o->second.row.state = outbox_state::in_doubt;
    return {false, f.out, status_now(c.db, f.out)};
  }
  return {};
}

status_result note(const commit_context& c, const status_fact& f) {
  const auto out = bubble_of(c.db, f);
  const status_record s{f.tenant, f.channel, f.status, f.provider_id, f.at, f.error_code, f.error_text, f.pricing};
  if (!out) {
    if (!f.provider_id.empty()) {
      const auto [kept, fresh] = c.db.early_statuses.try_emplace({f.channel, f.provider_id}, s);
      if (!fresh && f.status > kept->second.status) kept->second = s;
    }
    return {false, std::nullopt, f.status};
  }
  mark_recipient(c, *out, f.mark, f.at, f.mark_until);
  // A status proves that the provider has the bubble: whatever we believed, it is not sent (again).
  c.db.outbox.erase(*out);
  const auto rose = merge_status(c.db, *out, s);
  return {rose, out, status_now(c.db, *out)};
}

claim_verdict claim(const commit_context& c, const claim_request& r) {
  const auto now = r.now == timestamp{} ? c.now : r.now;
  const auto found = c.db.outbox.find(r.out);
  if (r.epoch != c.epoch || found == c.db.outbox.end()) return claim_verdict::gone;
  auto& o = found->second;
  if (o.row.state != outbox_state::ready || o.row.not_before > now || (o.row.expires_at && *o.row.expires_at <= now))
    return claim_verdict::gone;
  if (const auto v = may_go(c.db, o.row, r, now); v != claim_verdict::granted) return v;
  o.row.state = outbox_state::sending;
  ++o.row.attempt;
  o.row.claimed_at = now;
  o.claim_epoch = c.epoch;
  o.claim_batch = c.batch;
  return claim_verdict::granted;
}

void unclaim(const commit_context& c, const claim_request& r) {
  const auto found = c.db.outbox.find(r.out);
  if (found == c.db.outbox.end()) return;
  auto& o = found->second;
  if (o.row.state != outbox_state::sending || o.claim_epoch != c.epoch || o.claim_batch != c.batch) return;
  o.row.state = outbox_state::ready;
  --o.row.attempt;
  o.row.claimed_at.reset();
}

std::int32_t suppress(const commit_context& c, const conversation_id& id) {
  std::int32_t gone = 0;
  auto it = c.db.outbox.lower_bound({id, 0, 0});
  while (it != c.db.outbox.end() && it->first.conversation == id) {
    const auto& row = it->second.row;
    if (row.by != author::bot || row.state != outbox_state::ready) {
      ++it;
      continue;
    }
    merge_status(c.db, it->first, {row.tenant, row.channel, message_status::failed, {}, c.now, 0, "suppressed", {}});
    it = c.db.outbox.erase(it);
    ++gone;
  }
  return gone;
}

} // namespace charla::store::memory
