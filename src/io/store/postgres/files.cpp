#include "io/store/postgres/files.hpp"

#include "io/store/people.hpp"
#include "io/store/postgres/admin.hpp"
#include "io/store/postgres/lane.hpp"
#include "io/store/postgres/reader.hpp"

namespace charla::store::postgres {

namespace {

constexpr auto due_media =
    "SELECT " CHARLA_PG_MEDIA_COLUMNS " FROM media WHERE state = 0 AND not_before <= $1 ORDER BY not_before LIMIT $2";
constexpr auto one_asset = "SELECT " CHARLA_PG_ASSET_COLUMNS " FROM asset WHERE tenant = $1 AND id = $2";
constexpr auto find_upload = "SELECT media_id FROM upload WHERE channel = $1 AND asset = $2 AND expires_at > $3";
constexpr auto one_media =
    "SELECT " CHARLA_PG_MEDIA_COLUMNS " FROM media WHERE channel = $1 AND media_id = $2 AND tenant = $3";
constexpr auto put_asset_row = "SELECT keep_assets($1, $2, $3, $4, $5, $6, $7)";
constexpr auto try_again = "UPDATE media SET state = 0, attempts = 0, not_before = $4 "
                           "WHERE channel = $1 AND media_id = $2 AND tenant = $3 AND state = 2";
// With what points at them, in one statement: the rows that come back are gone.
constexpr auto forget_assets =
    "WITH failed AS (DELETE FROM media m USING (SELECT channel, media_id FROM media WHERE state = 2 AND at < $1 "
    "LIMIT 5000) f WHERE m.channel = f.channel AND m.media_id = f.media_id), "
    "old AS (DELETE FROM asset a USING (SELECT tenant, id FROM asset WHERE used_at < $1 ORDER BY used_at LIMIT 500) o "
    "WHERE a.tenant = o.tenant AND a.id = o.id RETURNING a.*), "
    "fetched AS (DELETE FROM media m USING old WHERE m.tenant = old.tenant AND m.asset = old.id AND m.asset <> ''), "
    "uploaded AS (DELETE FROM upload u USING old, channel h WHERE u.asset = old.id AND h.id = u.channel "
    "AND h.tenant = old.tenant) "
    "SELECT " CHARLA_PG_ASSET_COLUMNS " FROM old";
// The oldest come first: what is young ends the search.
constexpr auto forget_exchanges =
    "DELETE FROM exchange WHERE at < $1 AND id IN (SELECT id FROM exchange ORDER BY id LIMIT 20000)";
constexpr auto forget_submissions =
    "DELETE FROM submission WHERE at < $1 AND id IN (SELECT id FROM submission ORDER BY id LIMIT 20000)";

template <class Row, class Read>
std::optional<Row> first(const pqxx::result& rows, Read read) {
  if (rows.empty()) return std::nullopt;
  return read(rows[0]);
}

} // namespace

media_row read_media(const pqxx::row& row) {
  media_row m;
  m.want.what = media_of(bytes_at(row, 4));
  m.want.channel = channel_id{value_at<std::int32_t>(row, 0)};
  m.want.what.media_id = text_at(row, 1);
  m.want.tenant = tenant_id{value_at<std::int32_t>(row, 2)};
  m.want.conversation = conversation_id{id_at(row, 3)};
  m.want.at = time_at(row, 5);
  m.state = value_at<media_state>(row, 6);
  m.attempts = value_at<std::int32_t>(row, 7);
  m.not_before = time_at(row, 8);
  m.asset = text_at(row, 9);
  m.size = number_at(row, 10);
  m.mime_type = text_at(row, 11);
  m.error = bytes_at(row, 12);
  return m;
}

asset_row read_asset(const pqxx::row& row) {
  return {tenant_id{value_at<std::int32_t>(row, 0)},
          text_at(row, 1),
          text_at(row, 2),
          number_at(row, 3),
          bytes_at(row, 4),
          time_at(row, 5),
          time_at(row, 6)};
}

stored<std::vector<media_row>> reader::media_due(timestamp now, std::size_t limit) {
  return reading([&] {
    const auto with = arguments{}.time(now).big(static_cast<std::int64_t>(limit));
    return all_rows<media_row>(db_.read(due_media, with), read_media);
  });
}

stored<std::optional<asset_row>> reader::asset(tenant_id t, const asset_id& id) {
  return reading([&] { return first<asset_row>(db_.read(one_asset, arguments{}.id(t).text(id)), read_asset); });
}

stored<std::optional<std::string>> reader::uploaded(channel_id channel, const asset_id& id, timestamp now) {
  return reading([&] {
    const auto rows = db_.read(find_upload, arguments{}.id(channel).text(id).time(now));
    return first<std::string>(rows, [](const pqxx::row& row) { return text_at(row, 0); });
  });
}

stored<std::optional<media_row>> admin::media(tenant_id t, channel_id channel, const std::string& media_id) {
  return reading(
      [&] { return first<media_row>(db_.read(one_media, arguments{}.id(channel).text(media_id).id(t)), read_media); });
}

stored<std::optional<asset_row>> admin::asset(tenant_id t, const asset_id& id) {
  return reading([&] { return first<asset_row>(db_.read(one_asset, arguments{}.id(t).text(id)), read_asset); });
}

stored<void> admin::put_asset(const asset_row& a) {
  return writing([&] {
    const std::vector<std::reference_wrapper<const asset_row>> one{a};
    arguments with;
    add_assets(with, one);
    db_.run(put_asset_row, with);
  });
}

stored<bool> admin::retry_media(tenant_id t, channel_id channel, const std::string& media_id, timestamp now) {
  return writing(
      [&] { return db_.run(try_again, arguments{}.id(channel).text(media_id).id(t).time(now)).affected_rows() == 1; });
}

stored<std::vector<asset_row>> lane::forget_assets_before(timestamp before) {
  return writing([&] { return all_rows<asset_row>(db_.run(forget_assets, arguments{}.time(before)), read_asset); });
}

stored<std::int64_t> lane::forget_exchanges_before(timestamp before) {
  return writing(
      [&] { return static_cast<std::int64_t>(db_.run(forget_exchanges, arguments{}.time(before)).affected_rows()); });
}

stored<std::int64_t> lane::forget_submissions_before(timestamp before) {
  return writing(
      [&] { return static_cast<std::int64_t>(db_.run(forget_submissions, arguments{}.time(before)).affected_rows()); });
}

} // namespace charla::store::postgres
