#include "io/store/people.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/commit.hpp"
#include "io/store/sqlite/files.hpp"

#include <set>

namespace charla::store::sqlite {

namespace {

constexpr const char* conversations_of = "SELECT conv FROM conversation WHERE contact = ? AND tenant = ?";
constexpr const char* bodies_with_files = "SELECT body FROM message WHERE conv = ? AND instr(body, '\"asset\"') > 0";
constexpr const char* fetched_files = "SELECT asset FROM media WHERE conv = ? AND asset <> ''";
constexpr const char* count_messages = "SELECT count(*) FROM message WHERE conv = ?";
// ?1: the conversation, ?2: now, ?3: the reason. In this order: the later ones know no more what the earlier ones took.
constexpr const char* end_bubbles =
    "INSERT INTO msg_status(conv, version, idx, tenant, shard, channel, status, provider_id, at, error_code, "
    "error_text, pricing) SELECT conv, version, idx, tenant, shard, channel, 5, '', ?2, 0, ?3, '' FROM outbox "
    "WHERE conv = ?1 ON CONFLICT DO NOTHING";
constexpr const char* drop_outbox = "DELETE FROM outbox WHERE conv = ?";
// The provider's ids tell the number.
constexpr const char* blank_statuses = "UPDATE msg_status SET provider_id = '', error_text = '' WHERE conv = ?";
constexpr const char* drop_typed_statuses =
    "DELETE FROM provider_status WHERE (channel, provider_id) IN (SELECT channel, provider_id FROM message "
    "WHERE conv = ? AND provider_id <> '')";
constexpr const char* blank_messages = "UPDATE message SET type = ?2, body = ?3, provider_id = '', reply_to = '', "
                                       "author_name = iif(dir = 0, '', author_name) WHERE conv = ?1";
constexpr const char* end_runs =
    "UPDATE run SET variables = '{}', reason = iif(status < 2, ?3, reason), ended_at = iif(status < 2, ?2, ended_at), "
    "status = iif(status < 2, 4, status) WHERE conv = ?1";
constexpr const char* blank_submissions = "UPDATE submission SET peer = '' WHERE tenant = ?2 AND conv = ?1";
constexpr const char* blank_conversation =
    "UPDATE conversation SET version = version + 1, last_turn = NULL, contact = NULL, wa_id = '', user_id = '', "
    "contact_name = '', preview = '', unread = 0, state = x'', snoozed_until = NULL, waiting_since = NULL, "
    "last_author = NULL WHERE conv = ?";
constexpr const char* drop_turns = "DELETE FROM turn WHERE conv = ?";
constexpr const char* drop_timers = "DELETE FROM timer WHERE conv = ?";
constexpr const char* drop_causes = "DELETE FROM inbox WHERE conv = ?";
constexpr const char* drop_letters = "DELETE FROM dead_letter WHERE tenant = ?2 AND conv = ?1";
constexpr const char* drop_exchanges = "DELETE FROM exchange WHERE conv = ?";
constexpr const char* drop_media = "DELETE FROM media WHERE conv = ?";
constexpr const char* drop_addresses =
    "DELETE FROM address_alias WHERE (channel, user_id) IN (SELECT channel, user_id FROM address_alias WHERE conv = ?)";
constexpr const char* drop_marks = "DELETE FROM recipient WHERE conv = ?";

constexpr const char* drop_merged = "DELETE FROM contact_alias WHERE stayed = ?";
constexpr const char* drop_tags = "DELETE FROM contact_tag WHERE contact = ?";
constexpr const char* drop_contact = "DELETE FROM contact WHERE id = ?";
// The tenant's messages are read through: an erasure is rare, and a file that somebody needs must stay.
constexpr const char* is_needed =
    "SELECT EXISTS (SELECT 1 FROM media WHERE tenant = ?1 AND asset = ?2) "
    "OR EXISTS (SELECT 1 FROM flow WHERE tenant = ?1 AND instr(graph, ?2) > 0) "
    "OR EXISTS (SELECT 1 FROM flow_version WHERE tenant = ?1 AND instr(graph, ?2) > 0) "
    "OR EXISTS (SELECT 1 FROM message_template WHERE tenant = ?1 AND instr(components, ?2) > 0) "
    "OR EXISTS (SELECT 1 FROM outbox WHERE tenant = ?1 AND instr(CAST(body AS TEXT), ?2) > 0) "
    "OR EXISTS (SELECT 1 FROM message WHERE tenant = ?1 AND instr(body, ?2) > 0)";

using files = std::set<asset_id>;

std::vector<conversation_id> conversations_with(connection& db, tenant_id t, const contact_id& who) {
  query rows{db, conversations_of};
  return all_rows<conversation_id>(rows.with(who, t), [](const query& row) { return conversation_id{row.id(0)}; });
}

void collect_files(connection& db, const conversation_id& id, files& into) {
  {
    query rows{db, bodies_with_files};
    rows.with(id);
    while (rows.row())
      for (auto& file : assets_in(rows.text(0)))
        into.insert(std::move(file));
  }
  query rows{db, fetched_files};
  rows.with(id);
  while (rows.row())
    into.insert(rows.text(0));
}

std::int64_t messages_of(connection& db, const conversation_id& id) {
  query row{db, count_messages};
  return row.with(id).row() ? row.integer(0) : 0;
}

void erase_conversation(connection& db, tenant_id t, const conversation_id& id, timestamp at) {
  db.run(blank_statuses, id);
  db.run(end_bubbles, id, at, erased_reason);
  db.run(drop_outbox, id);
  db.run(drop_typed_statuses, id);
  db.run(blank_messages, id, erased_type, erased_body);
  db.run(end_runs, id, at, erased_reason);
  db.run(blank_submissions, id, t);
  db.run(drop_letters, id, t);
  for (const auto* sql : {drop_turns, drop_timers, drop_causes, drop_exchanges, drop_media, drop_addresses, drop_marks,
                          blank_conversation})
    db.run(sql, id);
}

std::vector<asset_id> erase_files(connection& db, tenant_id t, const files& all) {
  const auto needed = [&](const asset_id& file) {
    query row{db, is_needed};
    return row.with(t, file).row() && row.integer(0) != 0;
  };
  std::vector<asset_id> gone;
  for (const auto& file : all)
    if (!needed(file) && drop_asset(db, t, file)) gone.push_back(file);
  return gone;
}

} // namespace

stored<std::optional<erasure>> admin::erase_contact(tenant_id t, const contact_id& id, timestamp at) {
  return written([&]() -> std::optional<erasure> {
    const auto person = find_contact(t, id);
    if (!person) return std::nullopt;
    erasure done;
    files theirs;
    for (const auto& c : conversations_with(db_, t, person->id)) {
      collect_files(db_, c, theirs);
      done.messages += messages_of(db_, c);
      ++done.conversations;
      erase_conversation(db_, t, c, at);
    }
    done.assets = erase_files(db_, t, theirs);
    for (const auto* sql : {drop_merged, drop_tags, drop_contact})
      db_.run(sql, person->id);
    return done;
  });
}

} // namespace charla::store::sqlite
