#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

#define CHARLA_SQLITE_CHANNEL_COLUMNS                                                                                  \
  "id, tenant, key, type, mode, status, phone_number, phone_number_id, credentials_sealed, base_url, group_quiet_ms, " \
  "group_max_ms, created_at, account_id, settings"
constexpr const char* all_channels = "SELECT " CHARLA_SQLITE_CHANNEL_COLUMNS " FROM channel ORDER BY id";
constexpr const char* insert_channel =
    "INSERT INTO channel(tenant, key, type, mode, status, phone_number, phone_number_id, credentials_sealed, base_url, "
    "group_quiet_ms, group_max_ms, created_at, account_id, settings) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* change_channel =
    "UPDATE channel SET key = ?3, type = ?4, mode = ?5, status = ?6, phone_number = ?7, phone_number_id = ?8, "
    "credentials_sealed = ?9, base_url = ?10, group_quiet_ms = ?11, group_max_ms = ?12, "
    "account_id = ?13, settings = ?14 WHERE id = ?1 AND tenant = ?2";

/// Ties sealed credentials to their channel: copied to another row they do not open.
std::string seal_context(const channel_row& c) {
  return "channel/" + std::to_string(c.tenant.value()) + '/' + c.key + "/credentials";
}

channel_row read_channel(const query& row, const ports::crypto& crypto) {
  channel_row c;
  c.id = channel_id{row.as<std::int32_t>(0)};
  c.tenant = tenant_id{row.as<std::int32_t>(1)};
  c.key = row.text(2);
  c.type = row.text(3);
  c.mode = row.text(4);
  c.status = row.text(5);
  c.phone_number = row.text(6);
  c.phone_number_id = row.text(7);
  c.base_url = row.text(9);
  c.group_quiet_ms = row.as<std::int32_t>(10);
  c.group_max_ms = row.as<std::int32_t>(11);
  c.created_at = row.time(12);
  c.account_id = row.text(13);
  c.settings = row.text(14);
  auto credentials = crypto.unseal(row.text(8), seal_context(c));
  if (!credentials)
    throw failure{SQLITE_CORRUPT, "channel " + c.key + ": its credentials do not open (" + credentials.error().what
                                      + "): start charla with the key that it was made with"};
  c.credentials = std::move(*credentials);
  return c;
}

} // namespace

stored<std::vector<channel_row>> admin::channels() {
  return at_the_edge([&] {
    query rows{db_, all_channels};
    return all_rows<channel_row>(rows, [&](const query& row) { return read_channel(row, place_->crypto); });
  });
}

stored<channel_row> admin::add_channel(const channel_row& c) {
  return written([&] {
    auto made = c;
    made.created_at = born(c.created_at);
    const auto sealed = place_->crypto.seal(c.credentials, seal_context(c));
    db_.run(insert_channel, c.tenant, c.key, c.type, c.mode, c.status, c.phone_number, c.phone_number_id, blob{sealed},
            c.base_url, c.group_quiet_ms, c.group_max_ms, made.created_at, c.account_id, c.settings);
    made.id = channel_id{static_cast<std::int32_t>(db_.last_rowid())};
    return made;
  });
}

stored<bool> admin::update_channel(const channel_row& c) {
  return written([&] {
    const auto sealed = place_->crypto.seal(c.credentials, seal_context(c));
    return db_.run(change_channel, c.id, c.tenant, c.key, c.type, c.mode, c.status, c.phone_number, c.phone_number_id,
                   blob{sealed}, c.base_url, c.group_quiet_ms, c.group_max_ms, c.account_id, c.settings)
           == 1;
  });
}

} // namespace charla::store::sqlite
