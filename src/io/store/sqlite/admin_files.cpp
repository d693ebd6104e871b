#include "io/store/people.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/files.hpp"

namespace charla::store::sqlite {

namespace {

constexpr const char* one_media =
    "SELECT " CHARLA_SQLITE_MEDIA_COLUMNS " FROM media WHERE channel = ? AND media_id = ? AND tenant = ?";
constexpr const char* one_asset = "SELECT " CHARLA_SQLITE_ASSET_COLUMNS " FROM asset WHERE tenant = ? AND id = ?";
constexpr const char* try_again = "UPDATE media SET state = 0, attempts = 0, not_before = ?4 "
                                  "WHERE channel = ?1 AND media_id = ?2 AND tenant = ?3 AND state = 2";
constexpr const char* drop_asset_row = "DELETE FROM asset WHERE tenant = ? AND id = ?";
constexpr const char* drop_uploads =
    "DELETE FROM upload WHERE asset = ?2 AND channel IN (SELECT id FROM channel WHERE tenant = ?1)";

} // namespace

media_row read_media(const query& row) {
  media_row m;
  m.want.what = media_of(row.text(4));
  m.want.channel = channel_id{row.as<std::int32_t>(0)};
  m.want.what.media_id = row.text(1);
  m.want.tenant = tenant_id{row.as<std::int32_t>(2)};
  m.want.conversation = conversation_id{row.id(3)};
  m.want.at = row.time(5);
  m.state = row.as<media_state>(6);
  m.attempts = row.as<std::int32_t>(7);
  m.not_before = row.time(8);
  m.asset = row.text(9);
  m.size = row.integer(10);
  m.mime_type = row.text(11);
  m.error = row.text(12);
  return m;
}

asset_row read_asset(const query& row) {
  return {tenant_id{row.as<std::int32_t>(0)},
          row.text(1),
          row.text(2),
          row.integer(3),
          row.text(4),
          row.time(5),
          row.time(6)};
}

bool drop_asset(connection& db, tenant_id t, const asset_id& id) {
  if (db.run(drop_asset_row, t, id) == 0) return false;
  db.run(drop_uploads, t, id);
  return true;
}

stored<std::optional<media_row>> admin::media(tenant_id t, channel_id channel, const std::string& media_id) {
  return at_the_edge([&] {
    query row{db_, one_media};
    return row.with(channel, media_id, t).row() ? std::optional{read_media(row)} : std::nullopt;
  });
}

stored<std::optional<asset_row>> admin::asset(tenant_id t, const asset_id& id) {
  return at_the_edge([&] {
    query row{db_, one_asset};
    return row.with(t, id).row() ? std::optional{read_asset(row)} : std::nullopt;
  });
}

stored<void> admin::put_asset(const asset_row& a) {
  return written([&] { keep_asset(db_, a); });
}

stored<bool> admin::retry_media(tenant_id t, channel_id channel, const std::string& media_id, timestamp now) {
  return written([&] { return db_.run(try_again, channel, media_id, t, now) == 1; });
}

} // namespace charla::store::sqlite
