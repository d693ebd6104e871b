#include "io/store/sqlite/commit.hpp"

namespace charla::store::sqlite {

namespace {

constexpr const char* read_status =
    "SELECT status, provider_id, pricing, tenant FROM msg_status WHERE conv = ? AND version = ? AND idx = ?";
constexpr const char* insert_status =
    "INSERT INTO msg_status(conv, version, idx, tenant, shard, channel, status, provider_id, at, error_code, "
    "error_text, pricing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* raise_status =
    "UPDATE msg_status SET status = ?4, provider_id = iif(provider_id = '', ?5, provider_id), at = ?6, error_code = "
    "?7, "
    "error_text = ?8, pricing = iif(pricing = '', ?9, pricing) WHERE conv = ?1 AND version = ?2 AND idx = ?3";
constexpr const char* complete_status =
    "UPDATE msg_status SET provider_id = iif(provider_id = '', ?4, provider_id), "
    "pricing = iif(pricing = '', ?5, pricing) WHERE conv = ?1 AND version = ?2 AND idx = ?3";
constexpr const char* owner_of_conversation = "SELECT tenant, version FROM conversation WHERE conv = ?";
constexpr const char* find_by_provider_id = "SELECT conv, version, idx FROM msg_status WHERE channel = ? AND "
                                            "provider_id = ? AND provider_id <> '' AND tenant = ?";
constexpr const char* keep_for_later =
    "INSERT INTO provider_status(channel, provider_id, tenant, status, at, error_code, error_text, pricing) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET status = excluded.status, at = excluded.at, "
    "error_code = excluded.error_code, error_text = excluded.error_text, pricing = excluded.pricing "
    "WHERE excluded.status > provider_status.status";
constexpr const char* end_send = "DELETE FROM outbox WHERE conv = ? AND version = ? AND idx = ?";

/// What is noted of a bubble.
struct known_status {
  message_status status = message_status::queued;
  bool has_provider_id = false;
  bool has_pricing = false;
  tenant_id tenant;
};

std::optional<known_status> read_known(connection& db, const out_id& out) {
  query row{db, read_status};
  row.with(out.conversation, out.version, out.index);
  if (!row.row()) return std::nullopt;
  return known_status{row.as<message_status>(0), !row.text(1).empty(), !row.text(2).empty(),
                      tenant_id{row.as<std::int32_t>(3)}};
}

bool merge(connection& db, const arrived_status& s, const known_status& known) {
  const auto& o = s.out;
  const auto rises = s.status > known.status;
  if (rises)
    db.run(raise_status, o.conversation, o.version, o.index, s.status, s.provider_id, s.at, s.error_code, s.error_text,
           s.pricing);
  else if ((!s.provider_id.empty() && !known.has_provider_id) || (!s.pricing.empty() && !known.has_pricing))
    db.run(complete_status, o.conversation, o.version, o.index, s.provider_id, s.pricing);
  return rises;
}

bool is_committed(connection& db, const out_id& out, tenant_id tenant) {
  query row{db, owner_of_conversation};
  row.with(out.conversation);
  return row.row() && row.as<std::int32_t>(0) == tenant.value() && out.version <= row.integer(1);
}

std::optional<out_id> find_bubble(connection& db, const status_fact& f) {
  query row{db, find_by_provider_id};
  row.with(f.channel, f.provider_id, f.tenant);
  if (!row.row()) return std::nullopt;
  return out_id{conversation_id{row.id(0)}, row.integer(1), row.as<std::int16_t>(2)};
}

/// Nobody's bubble yet: either our own note of acceptance is still on its way (H13), or a person typed it.
status_result keep(connection& db, const status_fact& f) {
  if (!f.provider_id.empty())
    db.run(keep_for_later, f.channel, f.provider_id, f.tenant, f.status, f.at, f.error_code, f.error_text, f.pricing);
  return {false, std::nullopt, f.status};
}

} // namespace

message_status status_now(connection& db, const out_id& out) {
  const auto known = read_known(db, out);
  return known ? known->status : message_status::queued;
}

void begin_status(connection& db, const arrived_status& s) {
  const auto& o = s.out;
  db.run(insert_status, o.conversation, o.version, o.index, s.tenant, shard_of(o.conversation), s.channel, s.status,
         s.provider_id, s.at, s.error_code, s.error_text, s.pricing);
}

bool merge_status(connection& db, const arrived_status& s) {
  if (const auto known = read_known(db, s.out)) return merge(db, s, *known);
  begin_status(db, s);
  return true;
}

status_result note(const commit_context& c, const status_fact& f) {
  auto out = f.out;
  auto known = out ? read_known(c.db, *out) : std::nullopt;
  if (known && known->tenant != f.tenant) known.reset();
  if (!known && (!out || !is_committed(c.db, *out, f.tenant))) {
    out = find_bubble(c.db, f);
    if (!out) return keep(c.db, f);
    known = read_known(c.db, *out);
  }
  mark_recipient(c, *out, f.mark, f.at, f.mark_until);
  const arrived_status s{*out, f.tenant,     f.channel,    f.status, f.provider_id,
                         f.at, f.error_code, f.error_text, f.pricing};
  if (known) {
    const auto rose = merge(c.db, s, *known);
    return {rose, out, rose ? f.status : known->status};
  }
  // The first we hear of it proves that the provider has it: whatever we believed, it is not sent (again).
  c.db.run(end_send, out->conversation, out->version, out->index);
  begin_status(c.db, s);
  return {true, out, f.status};
}

} // namespace charla::store::sqlite
