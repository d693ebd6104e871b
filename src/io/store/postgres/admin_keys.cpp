#include "io/store/postgres/admin.hpp"

#include <algorithm>
#include <cstring>

namespace charla::store::postgres {

namespace {

using hash_bytes = std::array<std::uint8_t, 32>;

#define CHARLA_PG_KEY_COLUMNS                                                                                          \
  "id, tenant, name, prefix, hash, scopes, revoked_at, last_used_at, created_at, rate_per_minute"
constexpr auto keys_of_tenant = "SELECT " CHARLA_PG_KEY_COLUMNS " FROM api_key WHERE tenant = $1 ORDER BY id";
constexpr auto find_key = "SELECT " CHARLA_PG_KEY_COLUMNS " FROM api_key WHERE hash = $1";
constexpr auto insert_key = "INSERT INTO api_key(tenant, name, prefix, hash, scopes, created_at, rate_per_minute) "
                            "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING " CHARLA_PG_KEY_COLUMNS;
constexpr auto revoke_key = "UPDATE api_key SET revoked_at = $1 WHERE tenant = $2 AND id = $3 AND revoked_at IS NULL";
constexpr auto touch_key = "UPDATE api_key SET last_used_at = $1 WHERE id = $2";

constexpr auto insert_session =
    "INSERT INTO session(hash, member, tenant, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
constexpr auto find_session = "SELECT hash, member, tenant, created_at, expires_at FROM session WHERE hash = $1";
constexpr auto prolong_session = "UPDATE session SET expires_at = $1 WHERE hash = $2";
constexpr auto drop_session = "DELETE FROM session WHERE hash = $1";
constexpr auto drop_sessions = "DELETE FROM session WHERE member = $1";

std::string_view view(const hash_bytes& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

hash_bytes hash_at(const pqxx::row& row, int column) {
  hash_bytes hash{};
  const auto bytes = bytes_at(row, column);
  std::memcpy(hash.data(), bytes.data(), std::min(bytes.size(), hash.size()));
  return hash;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words)
    all += (all.empty() ? "" : " ") + word;
  return all;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

api_key_row read_key(const pqxx::row& row) {
  api_key_row k;
  k.id = value_at<std::int32_t>(row, 0);
  k.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  k.name = text_at(row, 2);
  k.prefix = text_at(row, 3);
  k.hash = hash_at(row, 4);
  k.scopes = words_of(text_at(row, 5));
  k.revoked_at = maybe_time_at(row, 6);
  k.last_used_at = maybe_time_at(row, 7);
  k.created_at = time_at(row, 8);
  k.rate_per_minute = value_at<std::int32_t>(row, 9);
  return k;
}

} // namespace

stored<std::vector<api_key_row>> admin::api_keys(tenant_id t) {
  return reading([&] { return all_rows<api_key_row>(db_.read(keys_of_tenant, arguments{}.id(t)), read_key); });
}

stored<std::optional<api_key_row>> admin::api_key_by_hash(const hash_bytes& hash) {
  return reading([&]() -> std::optional<api_key_row> {
    const auto rows = db_.read(find_key, arguments{}.bytes(view(hash)));
    if (rows.empty()) return std::nullopt;
    return read_key(rows[0]);
  });
}

stored<api_key_row> admin::add_api_key(const api_key_row& k) {
  return writing([&] {
    arguments with;
    with.id(k.tenant)
        .text(k.name)
        .text(k.prefix)
        .bytes(view(k.hash))
        .text(joined(k.scopes))
        .time(born(k.created_at))
        .integer(k.rate_per_minute);
    return read_key(db_.run(insert_key, with)[0]);
  });
}

stored<bool> admin::revoke_api_key(tenant_id t, std::int32_t id, timestamp at) {
  return writing([&] { return db_.run(revoke_key, arguments{}.time(at).id(t).integer(id)).affected_rows() == 1; });
}

stored<void> admin::touch_api_key(std::int32_t id, timestamp at) {
  return writing([&] { db_.run(touch_key, arguments{}.time(at).integer(id)); });
}

stored<void> admin::add_session(const session_row& s) {
  return writing([&] {
    arguments with;
    with.bytes(view(s.hash)).id(s.user).id(s.tenant).time(born(s.created_at)).time(s.expires_at);
    db_.run(insert_session, with);
  });
}

stored<std::optional<session_row>> admin::session_by_hash(const hash_bytes& hash) {
  return reading([&]() -> std::optional<session_row> {
    const auto rows = db_.read(find_session, arguments{}.bytes(view(hash)));
    if (rows.empty()) return std::nullopt;
    const auto row = rows[0];
    return session_row{hash_at(row, 0), user_id{value_at<std::int32_t>(row, 1)},
                       tenant_id{value_at<std::int32_t>(row, 2)}, time_at(row, 3), time_at(row, 4)};
  });
}

stored<void> admin::extend_session(const hash_bytes& hash, timestamp expires_at) {
  return writing([&] { db_.run(prolong_session, arguments{}.time(expires_at).bytes(view(hash))); });
}

stored<void> admin::end_session(const hash_bytes& hash) {
  return writing([&] { db_.run(drop_session, arguments{}.bytes(view(hash))); });
}

stored<void> admin::end_sessions_of(user_id u) {
  return writing([&] { db_.run(drop_sessions, arguments{}.id(u)); });
}

} // namespace charla::store::postgres
