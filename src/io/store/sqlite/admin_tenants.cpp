#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

namespace charla::store::sqlite {

namespace {

#define CHARLA_SQLITE_TENANT_COLUMNS                                                                                   \
  "id, name, plan, billing_status, locale, timezone, memory, human_override_ms, created_at, business_hours"
constexpr const char* all_tenants = "SELECT " CHARLA_SQLITE_TENANT_COLUMNS " FROM tenant ORDER BY id";
constexpr const char* insert_tenant = "INSERT INTO tenant(name, plan, billing_status, locale, timezone, memory, "
                                      "human_override_ms, created_at, updated_at, business_hours) "
                                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)";
constexpr const char* change_tenant =
    "UPDATE tenant SET name = ?2, plan = ?3, billing_status = ?4, locale = ?5, timezone = ?6, memory = ?7, "
    "human_override_ms = ?8, updated_at = ?9, business_hours = ?10 WHERE id = ?1";

#define CHARLA_SQLITE_USER_COLUMNS "id, tenant, email, name, role, status, password_hash, created_at"
constexpr const char* users_of_tenant =
    "SELECT " CHARLA_SQLITE_USER_COLUMNS " FROM member WHERE tenant = ? ORDER BY id";
constexpr const char* find_by_email = "SELECT " CHARLA_SQLITE_USER_COLUMNS " FROM member WHERE email = ?";
constexpr const char* find_user = "SELECT " CHARLA_SQLITE_USER_COLUMNS " FROM member WHERE id = ?";
constexpr const char* count_users = "SELECT count(*) FROM member";
constexpr const char* insert_user =
    "INSERT INTO member(tenant, email, name, role, status, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr const char* change_user =
    "UPDATE member SET email = ?3, name = ?4, role = ?5, status = ?6, password_hash = ?7 WHERE id = ?1 AND tenant = ?2";

tenant_row read_tenant(const query& row) {
  tenant_row t;
  t.id = tenant_id{row.as<std::int32_t>(0)};
  t.name = row.text(1);
  t.plan = row.text(2);
  t.billing_status = row.text(3);
  t.locale = row.text(4);
  t.timezone = row.text(5);
  t.memory = row.as<std::int32_t>(6);
  t.human_override_ms = row.integer(7);
  t.created_at = row.time(8);
  t.business_hours = row.text(9);
  return t;
}

user_row read_user(const query& row) {
  user_row u;
  u.id = user_id{row.as<std::int32_t>(0)};
  u.tenant = tenant_id{row.as<std::int32_t>(1)};
  u.email = row.text(2);
  u.name = row.text(3);
  u.what = row.as<role>(4);
  u.status = row.text(5);
  u.password_hash = row.text(6);
  u.created_at = row.time(7);
  return u;
}

} // namespace

admin::admin(std::shared_ptr<place> where, int cache_kib)
    : place_(std::move(where)), db_(place_->path, connection::use::write, cache_kib) {
  db_.limit_pages(place_->pages_max);
}

stored<std::vector<tenant_row>> admin::tenants() {
  return at_the_edge([&] {
    query rows{db_, all_tenants};
    return all_rows<tenant_row>(rows, read_tenant);
  });
}

stored<tenant_row> admin::add_tenant(const tenant_row& t) {
  return written([&] {
    auto made = t;
    made.created_at = born(t.created_at);
    db_.run(insert_tenant, t.name, t.plan, t.billing_status, t.locale, t.timezone, t.memory, t.human_override_ms,
            made.created_at, t.business_hours);
    made.id = tenant_id{static_cast<std::int32_t>(db_.last_rowid())};
    return made;
  });
}

stored<bool> admin::update_tenant(const tenant_row& t) {
  return written([&] {
    return db_.run(change_tenant, t.id, t.name, t.plan, t.billing_status, t.locale, t.timezone, t.memory,
                   t.human_override_ms, place_->clock.now(), t.business_hours)
           == 1;
  });
}

stored<std::vector<user_row>> admin::users(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, users_of_tenant};
    rows.with(t);
    return all_rows<user_row>(rows, read_user);
  });
}

stored<std::optional<user_row>> admin::user_by_email(const std::string& email) {
  return at_the_edge([&] {
    query row{db_, find_by_email};
    row.with(email);
    return row.row() ? std::optional{read_user(row)} : std::nullopt;
  });
}

stored<std::optional<user_row>> admin::user(user_id id) {
  return at_the_edge([&] {
    query row{db_, find_user};
    row.with(id);
    return row.row() ? std::optional{read_user(row)} : std::nullopt;
  });
}

stored<std::int64_t> admin::user_count() {
  return at_the_edge([&] {
    query row{db_, count_users};
    row.row();
    return row.integer(0);
  });
}

stored<user_row> admin::add_user(const user_row& u) {
  return written([&] {
    auto made = u;
    made.created_at = born(u.created_at);
    db_.run(insert_user, u.tenant, u.email, u.name, u.what, u.status, u.password_hash, made.created_at);
    made.id = user_id{static_cast<std::int32_t>(db_.last_rowid())};
    return made;
  });
}

stored<bool> admin::update_user(const user_row& u) {
  return written(
      [&] { return db_.run(change_user, u.id, u.tenant, u.email, u.name, u.what, u.status, u.password_hash) == 1; });
}

} // namespace charla::store::sqlite
