#include "io/store/people.hpp"
#include "io/store/sqlite/commit.hpp"

namespace charla::store::sqlite {

namespace {

// Who has written since can be reached, whatever was said of an older bubble.
constexpr const char* mark_undeliverable =
    "INSERT INTO recipient(conv, undeliverable_at) SELECT ?1, ?2 FROM conversation WHERE conv = ?1 "
    "AND (last_inbound_at IS NULL OR last_inbound_at <= ?2) "
    "ON CONFLICT(conv) DO UPDATE SET undeliverable_at = max(coalesce(undeliverable_at, ?2), ?2)";
constexpr const char* mark_resting =
    "INSERT INTO recipient(conv, rests_until) SELECT conv, ?2 FROM conversation WHERE conv = ?1 "
    "ON CONFLICT(conv) DO UPDATE SET rests_until = max(coalesce(rests_until, ?2), ?2)";
constexpr const char* mark_opted_out =
    "UPDATE contact SET consent = 'opted_out', consent_source = ?3, consent_at = ?2, updated_at = ?2 "
    "WHERE id = (SELECT contact FROM conversation WHERE conv = ?1) "
    "AND tenant = (SELECT tenant FROM conversation WHERE conv = ?1) "
    "AND consent <> 'opted_out' AND (consent_at IS NULL OR consent_at <= ?2)";
constexpr const char* end_undeliverable =
    "UPDATE recipient SET undeliverable_at = NULL WHERE conv = ?1 AND undeliverable_at < ?2";
constexpr const char* find_merged = "SELECT stayed FROM contact_alias WHERE id = ?";

} // namespace

contact_id who_stayed(connection& db, const contact_id& id) {
  query row{db, find_merged};
  return row.with(id).row() ? contact_id{row.id(0)} : id;
}

void mark_recipient(
    const commit_context& c, const out_id& out, recipient_mark mark, timestamp at, std::optional<timestamp> until) {
  switch (mark) {
  case recipient_mark::none: return;
  case recipient_mark::undeliverable: c.db.run(mark_undeliverable, out.conversation, at); return;
  case recipient_mark::opted_out: c.db.run(mark_opted_out, out.conversation, at, told_by_provider); return;
  case recipient_mark::rest:
    if (until) c.db.run(mark_resting, out.conversation, *until);
    return;
  }
}

void unmark_recipient(const commit_context& c, const conversation_id& id, timestamp heard) {
  c.db.run(end_undeliverable, id, heard);
}

} // namespace charla::store::sqlite
