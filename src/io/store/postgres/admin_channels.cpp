#include "io/store/postgres/admin.hpp"

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_CHANNEL_COLUMNS                                                                                      \
  "id, tenant, key, type, mode, status, phone_number, phone_number_id, credentials_sealed, base_url, group_quiet_ms, " \
  "group_max_ms, created_at, account_id, settings"
constexpr auto all_channels = "SELECT " CHARLA_PG_CHANNEL_COLUMNS " FROM channel ORDER BY id";
constexpr auto insert_channel =
    "INSERT INTO channel(tenant, key, type, mode, status, phone_number, phone_number_id, credentials_sealed, base_url, "
    "group_quiet_ms, group_max_ms, account_id, settings, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id";
constexpr auto change_channel =
    "UPDATE channel SET key = $3, type = $4, mode = $5, status = $6, phone_number = $7, phone_number_id = $8, "
    "credentials_sealed = $9, base_url = $10, group_quiet_ms = $11, group_max_ms = $12, "
    "account_id = $13, settings = $14 WHERE id = $1 AND tenant = $2";

/// Ties sealed credentials to their channel: copied to another row they do not open.
std::string seal_context(const channel_row& c) {
  return "channel/" + std::to_string(c.tenant.value()) + '/' + c.key + "/credentials";
}

channel_row read_channel(const pqxx::row& row, const ports::crypto& crypto) {
  channel_row c;
  c.id = channel_id{value_at<std::int32_t>(row, 0)};
  c.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  c.key = text_at(row, 2);
  c.type = text_at(row, 3);
  c.mode = text_at(row, 4);
  c.status = text_at(row, 5);
  c.phone_number = text_at(row, 6);
  c.phone_number_id = text_at(row, 7);
  c.base_url = text_at(row, 9);
  c.group_quiet_ms = value_at<std::int32_t>(row, 10);
  c.group_max_ms = value_at<std::int32_t>(row, 11);
  c.created_at = time_at(row, 12);
  c.account_id = text_at(row, 13);
  c.settings = text_at(row, 14);
  auto credentials = crypto.unseal(bytes_at(row, 8), seal_context(c));
  if (!credentials)
    throw std::runtime_error{"channel " + c.key + ": its credentials do not open (" + credentials.error().what
                             + "): start charla with the key that it was made with"};
  c.credentials = std::move(*credentials);
  return c;
}

void add_columns(arguments& with, const channel_row& c, const std::string& sealed) {
  with.text(c.key).text(c.type).text(c.mode).text(c.status).text(c.phone_number).text(c.phone_number_id);
  with.bytes(sealed).text(c.base_url).integer(c.group_quiet_ms).integer(c.group_max_ms);
  with.text(c.account_id).text(c.settings);
}

} // namespace

stored<std::vector<channel_row>> admin::channels() {
  return reading([&] {
    return all_rows<channel_row>(db_.read(all_channels),
                                 [&](const pqxx::row& row) { return read_channel(row, place_->crypto); });
  });
}

stored<channel_row> admin::add_channel(const channel_row& c) {
  return writing([&] {
    auto made = c;
    made.created_at = born(c.created_at);
    arguments with;
    with.id(c.tenant);
    add_columns(with, c, place_->crypto.seal(c.credentials, seal_context(c)));
    with.time(made.created_at);
    made.id = channel_id{value_at<std::int32_t>(db_.run(insert_channel, with)[0], 0)};
    return made;
  });
}

stored<bool> admin::update_channel(const channel_row& c) {
  return writing([&] {
    arguments with;
    with.id(c.id).id(c.tenant);
    add_columns(with, c, place_->crypto.seal(c.credentials, seal_context(c)));
    return db_.run(change_channel, with).affected_rows() == 1;
  });
}

} // namespace charla::store::postgres
