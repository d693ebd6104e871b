#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

namespace charla::store::sqlite {

namespace {

#define CHARLA_SQLITE_KEY_COLUMNS                                                                                      \
  "id, tenant, name, prefix, hash, scopes, revoked_at, last_used_at, created_at, rate_per_minute"
constexpr const char* keys_of_tenant = "SELECT " CHARLA_SQLITE_KEY_COLUMNS " FROM api_key WHERE tenant = ? ORDER BY id";
constexpr const char* find_key = "SELECT " CHARLA_SQLITE_KEY_COLUMNS " FROM api_key WHERE hash = ?";
constexpr const char* insert_key =
    "INSERT INTO api_key(tenant, name, prefix, hash, scopes, created_at, rate_per_minute) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr const char* revoke_key =
    "UPDATE api_key SET revoked_at = ? WHERE tenant = ? AND id = ? AND revoked_at IS NULL";
constexpr const char* touch_key = "UPDATE api_key SET last_used_at = ? WHERE id = ?";

constexpr const char* insert_session =
    "INSERT INTO session(hash, member, tenant, created_at, expires_at) VALUES (?, ?, ?, ?, ?)";
constexpr const char* find_session = "SELECT hash, member, tenant, created_at, expires_at FROM session WHERE hash = ?";
constexpr const char* prolong_session = "UPDATE session SET expires_at = ? WHERE hash = ?";
constexpr const char* drop_session = "DELETE FROM session WHERE hash = ?";
constexpr const char* drop_sessions = "DELETE FROM session WHERE member = ?";

std::array<std::uint8_t, 32> read_hash(const query& row, int column) {
  std::array<std::uint8_t, 32> hash{};
  const auto bytes = row.text(column);
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
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

api_key_row read_key(const query& row) {
  api_key_row k;
  k.id = row.as<std::int32_t>(0);
  k.tenant = tenant_id{row.as<std::int32_t>(1)};
  k.name = row.text(2);
  k.prefix = row.text(3);
  k.hash = read_hash(row, 4);
  k.scopes = words_of(row.text(5));
  k.revoked_at = row.maybe_time(6);
  k.last_used_at = row.maybe_time(7);
  k.created_at = row.time(8);
  k.rate_per_minute = row.as<std::int32_t>(9);
  return k;
}

} // namespace

stored<std::vector<api_key_row>> admin::api_keys(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, keys_of_tenant};
    rows.with(t);
    return all_rows<api_key_row>(rows, read_key);
  });
}

stored<std::optional<api_key_row>> admin::api_key_by_hash(const std::array<std::uint8_t, 32>& hash) {
  return at_the_edge([&] {
    query row{db_, find_key};
    row.with(bytes_of(hash));
    return row.row() ? std::optional{read_key(row)} : std::nullopt;
  });
}

stored<api_key_row> admin::add_api_key(const api_key_row& k) {
  return written([&] {
    auto made = k;
    made.created_at = born(k.created_at);
    db_.run(insert_key, k.tenant, k.name, k.prefix, bytes_of(k.hash), joined(k.scopes), made.created_at,
            k.rate_per_minute);
    made.id = static_cast<std::int32_t>(db_.last_rowid());
    return made;
  });
}

stored<bool> admin::revoke_api_key(tenant_id t, std::int32_t id, timestamp at) {
  return written([&] { return db_.run(revoke_key, at, t, id) == 1; });
}

stored<void> admin::touch_api_key(std::int32_t id, timestamp at) {
  return written([&] { db_.run(touch_key, at, id); });
}

stored<void> admin::add_session(const session_row& s) {
  return written(
      [&] { db_.run(insert_session, bytes_of(s.hash), s.user, s.tenant, born(s.created_at), s.expires_at); });
}

stored<std::optional<session_row>> admin::session_by_hash(const std::array<std::uint8_t, 32>& hash) {
  return at_the_edge([&]() -> std::optional<session_row> {
    query row{db_, find_session};
    row.with(bytes_of(hash));
    if (!row.row()) return std::nullopt;
    return session_row{read_hash(row, 0), user_id{row.as<std::int32_t>(1)}, tenant_id{row.as<std::int32_t>(2)},
                       row.time(3), row.time(4)};
  });
}

stored<void> admin::extend_session(const std::array<std::uint8_t, 32>& hash, timestamp expires_at) {
  return written([&] { db_.run(prolong_session, expires_at, bytes_of(hash)); });
}

stored<void> admin::end_session(const std::array<std::uint8_t, 32>& hash) {
  return written([&] { db_.run(drop_session, bytes_of(hash)); });
}

stored<void> admin::end_sessions_of(user_id u) {
  return written([&] { db_.run(drop_sessions, u); });
}

} // namespace charla::store::sqlite
