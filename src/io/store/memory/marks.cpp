#include "io/store/memory/commit.hpp"
#include "io/store/people.hpp"

namespace charla::store::memory {

namespace {

void note_opt_out(rows& db, const conversation_row& of, timestamp at) {
  const auto found = db.contacts.find(who_stayed(db, of.summary.contact));
  if (found == db.contacts.end() || found->second.row.tenant != of.summary.tenant) return;
  auto& row = found->second.row;
  if (row.consent == name_of(consent::opted_out) || (row.consent_at && *row.consent_at > at)) return;
  row.consent = name_of(consent::opted_out);
  row.consent_source = told_by_provider;
  row.consent_at = row.updated_at = at;
}

bool has_opted_out(const rows& db, const conversation_row& c) {
  const auto found = db.contacts.find(who_stayed(db, c.summary.contact));
  return found != db.contacts.end() && found->second.row.tenant == c.summary.tenant
         && found->second.row.consent == name_of(consent::opted_out);
}

} // namespace

contact_id who_stayed(const rows& db, const contact_id& id) {
  const auto found = db.merged.find(id);
  return found == db.merged.end() ? id : found->second.into;
}

void mark_recipient(
    const commit_context& c, const out_id& out, recipient_mark mark, timestamp at, std::optional<timestamp> until) {
  const auto found = c.db.conversations.find(out.conversation);
  if (found == c.db.conversations.end()) return;
  auto& row = found->second.row;
  switch (mark) {
  case recipient_mark::none: return;
  case recipient_mark::undeliverable:
    // Who has written since can be reached, whatever was said of an older bubble.
    if (!row.summary.last_inbound_at || *row.summary.last_inbound_at <= at)
      row.undeliverable_at = std::max(row.undeliverable_at.value_or(at), at);
    return;
  case recipient_mark::opted_out: return note_opt_out(c.db, row, at);
  case recipient_mark::rest:
    if (until) row.marketing_rests_until = std::max(row.marketing_rests_until.value_or(*until), *until);
    return;
  }
}

claim_verdict may_go(const rows& db, const outbox_row& bubble, const claim_request& r, timestamp now) {
  const auto found = db.conversations.find(bubble.out.conversation);
  if (found == db.conversations.end()) return claim_verdict::granted;
  const auto& row = found->second.row;
  const auto heard = row.summary.last_inbound_at;
  if (row.undeliverable_at) return claim_verdict::undeliverable;
  if (bubble.needs_window && !r.as_template && (!heard || now - *heard >= service_window)) return claim_verdict::window;
  if (!bubble.needs_consent) return claim_verdict::granted;
  if (has_opted_out(db, row)) return claim_verdict::opted_out;
  if (row.marketing_rests_until && *row.marketing_rests_until > now) return claim_verdict::resting;
  return claim_verdict::granted;
}

} // namespace charla::store::memory
