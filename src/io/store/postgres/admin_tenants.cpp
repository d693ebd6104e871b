#include "io/store/postgres/admin.hpp"

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_TENANT_COLUMNS                                                                                       \
  "id, name, plan, billing_status, locale, timezone, memory, human_override_ms, created_at, business_hours"
constexpr auto all_tenants = "SELECT " CHARLA_PG_TENANT_COLUMNS " FROM tenant ORDER BY id";
constexpr auto insert_tenant = "INSERT INTO tenant(name, plan, billing_status, locale, timezone, memory, "
                               "human_override_ms, created_at, updated_at, business_hours) "
                               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) RETURNING " CHARLA_PG_TENANT_COLUMNS;
constexpr auto change_tenant =
    "UPDATE tenant SET name = $2, plan = $3, billing_status = $4, locale = $5, timezone = $6, "
    "memory = $7, human_override_ms = $8, updated_at = $9, business_hours = $10 WHERE id = $1";

#define CHARLA_PG_USER_COLUMNS "id, tenant, email, name, role, status, password_hash, created_at"
constexpr auto users_of_tenant = "SELECT " CHARLA_PG_USER_COLUMNS " FROM member WHERE tenant = $1 ORDER BY id";
constexpr auto find_by_email = "SELECT " CHARLA_PG_USER_COLUMNS " FROM member WHERE email = $1";
constexpr auto find_user = "SELECT " CHARLA_PG_USER_COLUMNS " FROM member WHERE id = $1";
constexpr auto count_users = "SELECT count(*) FROM member";
constexpr auto insert_user = "INSERT INTO member(tenant, email, name, role, status, password_hash, created_at) "
                             "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING " CHARLA_PG_USER_COLUMNS;
constexpr auto change_user = "UPDATE member SET email = $3, name = $4, role = $5, status = $6, password_hash = $7 "
                             "WHERE id = $1 AND tenant = $2";

tenant_row read_tenant(const pqxx::row& row) {
  tenant_row t;
  t.id = tenant_id{value_at<std::int32_t>(row, 0)};
  t.name = text_at(row, 1);
  t.plan = text_at(row, 2);
  t.billing_status = text_at(row, 3);
  t.locale = text_at(row, 4);
  t.timezone = text_at(row, 5);
  t.memory = value_at<std::int32_t>(row, 6);
  t.human_override_ms = number_at(row, 7);
  t.created_at = time_at(row, 8);
  t.business_hours = text_at(row, 9);
  return t;
}

user_row read_user(const pqxx::row& row) {
  user_row u;
  u.id = user_id{value_at<std::int32_t>(row, 0)};
  u.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  u.email = text_at(row, 2);
  u.name = text_at(row, 3);
  u.what = value_at<role>(row, 4);
  u.status = text_at(row, 5);
  u.password_hash = text_at(row, 6);
  u.created_at = time_at(row, 7);
  return u;
}

std::optional<user_row> first_user(const pqxx::result& rows) {
  return rows.empty() ? std::nullopt : std::optional{read_user(rows[0])};
}

} // namespace

admin::admin(std::shared_ptr<place> where)
    : place_(std::move(where)), db_({place_->url, "charla-admin"}, place_->watch) {}

stored<std::vector<tenant_row>> admin::tenants() {
  return reading([&] { return all_rows<tenant_row>(db_.read(all_tenants), read_tenant); });
}

stored<tenant_row> admin::add_tenant(const tenant_row& t) {
  return writing([&] {
    arguments with;
    with.text(t.name).text(t.plan).text(t.billing_status).text(t.locale).text(t.timezone);
    with.integer(t.memory).big(t.human_override_ms).time(born(t.created_at)).text(t.business_hours);
    return read_tenant(db_.run(insert_tenant, with)[0]);
  });
}

stored<bool> admin::update_tenant(const tenant_row& t) {
  return writing([&] {
    arguments with;
    with.id(t.id).text(t.name).text(t.plan).text(t.billing_status).text(t.locale).text(t.timezone);
    with.integer(t.memory).big(t.human_override_ms).time(place_->clock.now()).text(t.business_hours);
    return db_.run(change_tenant, with).affected_rows() == 1;
  });
}

stored<std::vector<user_row>> admin::users(tenant_id t) {
  return reading([&] { return all_rows<user_row>(db_.read(users_of_tenant, arguments{}.id(t)), read_user); });
}

stored<std::optional<user_row>> admin::user_by_email(const std::string& email) {
  return reading([&] { return first_user(db_.read(find_by_email, arguments{}.text(email))); });
}

stored<std::optional<user_row>> admin::user(user_id id) {
  return reading([&] { return first_user(db_.read(find_user, arguments{}.id(id))); });
}

stored<std::int64_t> admin::user_count() {
  return reading([&] { return number_at(db_.read(count_users)[0], 0); });
}

stored<user_row> admin::add_user(const user_row& u) {
  return writing([&] {
    arguments with;
    with.id(u.tenant).text(u.email).text(u.name).small(static_cast<std::int16_t>(u.what)).text(u.status);
    with.text(u.password_hash).time(born(u.created_at));
    return read_user(db_.run(insert_user, with)[0]);
  });
}

stored<bool> admin::update_user(const user_row& u) {
  return writing([&] {
    arguments with;
    with.id(u.id).id(u.tenant).text(u.email).text(u.name).small(static_cast<std::int16_t>(u.what));
    with.text(u.status).text(u.password_hash);
    return db_.run(change_user, with).affected_rows() == 1;
  });
}

} // namespace charla::store::postgres
