#include "io/store/people.hpp"
#include "io/store/sqlite/files.hpp"
#include "io/store/sqlite/lane.hpp"
#include "io/store/sqlite/reader.hpp"

#include <cmath>

namespace charla::store::sqlite {

namespace {

constexpr const char* want_media = "INSERT INTO media(channel, media_id, tenant, conv, what, at, not_before) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT DO NOTHING";
constexpr const char* note_fetch =
    "UPDATE media SET state = ?3, attempts = ?4, not_before = ?5, error = ?6, asset = coalesce(?7, asset), "
    "size = coalesce(?8, size), mime_type = coalesce(?9, mime_type) "
    "WHERE channel = ?1 AND media_id = ?2 AND state <> 1"; // a file that is there stays
constexpr const char* put_asset_row =
    "INSERT INTO asset(tenant, id, mime_type, size, filename, created_at, used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
    "ON CONFLICT DO UPDATE SET used_at = max(used_at, ?7), filename = iif(?5 = '', filename, ?5)";
constexpr const char* note_upload = "INSERT INTO upload(channel, asset, media_id, expires_at) VALUES (?1, ?2, ?3, ?4) "
                                    "ON CONFLICT DO UPDATE SET media_id = ?3, expires_at = ?4";
constexpr const char* note_number =
    "INSERT INTO number(channel, tenant, at, quality, rate, daily_limit, connection, qr, pairing_code, reason) VALUES "
    "(?1, ?2, ?3, coalesce(?4, ''), ?5, coalesce(?6, ''), coalesce(?7, ''), coalesce(?8, ''), coalesce(?9, ''), "
    "coalesce(?10, '')) ON CONFLICT(channel) DO UPDATE SET tenant = ?2, at = ?3, quality = coalesce(?4, quality), "
    "rate = coalesce(?5, rate), daily_limit = coalesce(?6, daily_limit), connection = coalesce(?7, connection), "
    "qr = coalesce(?8, qr), pairing_code = coalesce(?9, pairing_code), reason = coalesce(?10, reason) WHERE at <= ?3";
// By the provider's id, else by its name in that language.
constexpr const char* note_template =
    "UPDATE message_template SET status = coalesce(?6, status), quality = coalesce(?7, quality), "
    "category = coalesce(?8, category), reason = iif(?6 IS NULL, reason, ?9), updated_at = ?10, "
    "provider_id = iif(?3 = '', provider_id, ?3) WHERE id = (SELECT id FROM message_template WHERE tenant = ?1 "
    "AND channel = ?2 AND ((?3 <> '' AND provider_id = ?3) OR (name = ?4 AND language = ?5)) "
    "ORDER BY ?3 <> '' AND provider_id = ?3 DESC LIMIT 1)";
constexpr const char* insert_exchange =
    "INSERT INTO exchange(tenant, channel, at, kind, conv, out_version, out_idx, provider_id, method, url, status, "
    "took_ms, failed, request, response, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* find_exchange =
    "SELECT 1 FROM exchange WHERE tenant = ?1 AND channel = ?2 AND at = ?3 AND kind = ?4 AND provider_id = ?5 "
    "AND url = ?6 AND conv IS ?7 AND out_version IS ?8 AND out_idx IS ?9 ORDER BY id DESC LIMIT 1";
// The oldest come first: what is young ends the search.
constexpr const char* forget_exchanges =
    "DELETE FROM exchange WHERE at < ?1 AND id IN (SELECT id FROM exchange ORDER BY id LIMIT 20000)";
constexpr const char* forget_submissions =
    "DELETE FROM submission WHERE at < ?1 AND id IN (SELECT id FROM submission ORDER BY id LIMIT 20000)";
constexpr const char* old_assets =
    "SELECT " CHARLA_SQLITE_ASSET_COLUMNS " FROM asset WHERE used_at < ? ORDER BY used_at LIMIT 500";
constexpr const char* drop_fetched = "DELETE FROM media WHERE tenant = ? AND asset = ? AND asset <> ''";
constexpr const char* drop_failed = "DELETE FROM media WHERE (channel, media_id) IN (SELECT channel, media_id "
                                    "FROM media WHERE state = 2 AND at < ? LIMIT 5000)";
constexpr const char* due_media =
    "SELECT " CHARLA_SQLITE_MEDIA_COLUMNS " FROM media WHERE state = 0 AND not_before <= ? ORDER BY not_before LIMIT ?";
constexpr const char* one_asset = "SELECT " CHARLA_SQLITE_ASSET_COLUMNS " FROM asset WHERE tenant = ? AND id = ?";
constexpr const char* find_upload = "SELECT media_id FROM upload WHERE channel = ? AND asset = ? AND expires_at > ?";

struct out_columns {
  std::optional<conversation_id> conversation;
  std::optional<std::int64_t> version;
  std::optional<std::int16_t> index;
};
out_columns columns_of(const exchange& e) {
  if (!e.out) return {e.conversation, std::nullopt, std::nullopt};
  return {e.out->conversation, e.out->version, e.out->index};
}

std::optional<std::int64_t> thousandths(std::optional<double> rate) {
  if (!rate) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(*rate * 1000));
}

} // namespace

void keep_asset(connection& db, const asset_row& a) {
  db.run(put_asset_row, a.tenant, a.id, a.mime_type, a.size, a.filename, a.created_at, a.used_at);
}

void note(const commit_context& c, const media_want& w) {
  c.db.run(want_media, w.channel, w.what.media_id, w.tenant, w.conversation, encoded(w.what), w.at);
}

void note(const commit_context& c, const media_fact& f) {
  if (f.asset) keep_asset(c.db, *f.asset);
  const auto part = [&](auto member) { return f.asset ? std::optional{(*f.asset).*member} : std::nullopt; };
  c.db.run(note_fetch, f.channel, f.media_id, f.state, f.attempts, f.not_before, f.error, part(&asset_row::id),
           part(&asset_row::size), part(&asset_row::mime_type));
}

void note(const commit_context& c, const upload_fact& f) {
  c.db.run(note_upload, f.channel, f.asset, f.media_id, f.expires_at);
}

void note(const commit_context& c, const number_fact& f) {
  c.db.run(note_number, f.channel, f.tenant, f.at, f.quality, thousandths(f.rate), f.limit, f.connection, f.qr,
           f.pairing_code, f.reason);
}

void note(const commit_context& c, const template_fact& f) {
  c.db.run(note_template, f.tenant, f.channel, f.provider_id, f.name, f.language, f.status, f.quality, f.category,
           f.reason, f.at);
}

void note(const commit_context& c, const exchange& e) {
  const auto out = columns_of(e);
  c.db.run(insert_exchange, e.tenant, e.channel, e.at, e.kind, out.conversation, out.version, out.index, e.provider_id,
           e.method, e.url, e.status, e.took_ms, e.failed, e.request, e.response, e.note);
}

bool has_exchange(connection& db, const exchange& e) {
  const auto out = columns_of(e);
  query row{db, find_exchange};
  return row.with(e.tenant, e.channel, e.at, e.kind, e.provider_id, e.url, out.conversation, out.version, out.index)
      .row();
}

stored<std::int64_t> lane::forget_exchanges_before(timestamp before) {
  return in_transaction([&] { return db_.run(forget_exchanges, before); });
}

stored<std::int64_t> lane::forget_submissions_before(timestamp before) {
  return in_transaction([&] { return db_.run(forget_submissions, before); });
}

stored<std::vector<asset_row>> lane::forget_assets_before(timestamp before) {
  return in_transaction([&] {
    db_.run(drop_failed, before);
    std::vector<asset_row> gone;
    {
      query rows{db_, old_assets};
      gone = all_rows<asset_row>(rows.with(before), read_asset);
    }
    for (const auto& a : gone) {
      db_.run(drop_fetched, a.tenant, a.id);
      drop_asset(db_, a.tenant, a.id);
    }
    return gone;
  });
}

stored<std::vector<media_row>> reader::media_due(timestamp now, std::size_t limit) {
  return at_the_edge([&] {
    query rows{db_, due_media};
    return all_rows<media_row>(rows.with(now, limit), read_media);
  });
}

stored<std::optional<asset_row>> reader::asset(tenant_id t, const asset_id& id) {
  return at_the_edge([&] {
    query row{db_, one_asset};
    return row.with(t, id).row() ? std::optional{read_asset(row)} : std::nullopt;
  });
}

stored<std::optional<std::string>> reader::uploaded(channel_id channel, const asset_id& id, timestamp now) {
  return at_the_edge([&] {
    query row{db_, find_upload};
    return row.with(channel, id, now).row() ? std::optional{row.text(0)} : std::nullopt;
  });
}

} // namespace charla::store::sqlite
