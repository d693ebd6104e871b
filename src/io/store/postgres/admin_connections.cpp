#include "io/store/connection.hpp"
#include "io/store/postgres/admin.hpp"

namespace charla::store::postgres {

namespace {

constexpr auto all_connections =
    "SELECT tenant, kind, details_sealed, created_at, updated_at FROM connection WHERE tenant = $1 "
    "ORDER BY kind COLLATE \"C\"";
constexpr auto save_connection =
    "INSERT INTO connection(tenant, kind, details_sealed, created_at, updated_at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT(tenant, kind) DO UPDATE SET details_sealed = EXCLUDED.details_sealed, updated_at = "
    "EXCLUDED.updated_at";
constexpr auto drop_connection = "DELETE FROM connection WHERE tenant = $1 AND kind = $2";

connection_row read_connection(const pqxx::row& row, const ports::crypto& crypto) {
  connection_row c{tenant_id{value_at<std::int32_t>(row, 0)}, text_at(row, 1), {}, time_at(row, 3), time_at(row, 4)};
  auto plain = crypto.unseal(bytes_at(row, 2), seal_context(c));
  if (!plain)
    throw std::runtime_error{"connection " + c.kind + ": its credentials do not open (" + plain.error().what
                             + "): start charla with the key that it was made with"};
  c.details = std::move(*plain);
  return c;
}

} // namespace

stored<std::vector<connection_row>> admin::connections(tenant_id t) {
  return reading([&] {
    return all_rows<connection_row>(db_.read(all_connections, arguments{}.id(t)),
                                    [&](const pqxx::row& row) { return read_connection(row, place_->crypto); });
  });
}

stored<void> admin::put_connection(const connection_row& c) {
  return writing([&] {
    arguments with;
    with.id(c.tenant).text(c.kind).bytes(place_->crypto.seal(c.details, seal_context(c)));
    with.time(born(c.created_at)).time(born(c.updated_at));
    db_.run(save_connection, with);
  });
}

stored<bool> admin::delete_connection(tenant_id t, const std::string& kind) {
  return writing([&] { return db_.run(drop_connection, arguments{}.id(t).text(kind)).affected_rows() == 1; });
}

} // namespace charla::store::postgres
