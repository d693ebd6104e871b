#include "io/store/connection.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

constexpr const char* all_connections =
    "SELECT tenant, kind, details_sealed, created_at, updated_at FROM connection WHERE tenant = ? ORDER BY kind";
constexpr const char* save_connection =
    "INSERT INTO connection(tenant, kind, details_sealed, created_at, updated_at) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT(tenant, kind) DO UPDATE SET details_sealed = excluded.details_sealed, updated_at = "
    "excluded.updated_at";
constexpr const char* drop_connection = "DELETE FROM connection WHERE tenant = ? AND kind = ?";

connection_row read_connection(const query& row, const ports::crypto& crypto) {
  connection_row c{tenant_id{row.as<std::int32_t>(0)}, row.text(1), {}, row.time(3), row.time(4)};
  auto plain = crypto.unseal(row.text(2), seal_context(c));
  if (!plain)
    throw failure{SQLITE_CORRUPT, "connection " + c.kind + ": its credentials do not open (" + plain.error().what
                                      + "): start charla with the key that it was made with"};
  c.details = std::move(*plain);
  return c;
}

} // namespace

stored<std::vector<connection_row>> admin::connections(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, all_connections};
    return all_rows<connection_row>(rows.with(t),
                                    [&](const query& row) { return read_connection(row, place_->crypto); });
  });
}

stored<void> admin::put_connection(const connection_row& c) {
  return written([&] {
    const auto sealed = place_->crypto.seal(c.details, seal_context(c));
    db_.run(save_connection, c.tenant, c.kind, blob{sealed}, born(c.created_at), born(c.updated_at));
  });
}

stored<bool> admin::delete_connection(tenant_id t, const std::string& kind) {
  return written([&] { return db_.run(drop_connection, t, kind) == 1; });
}

} // namespace charla::store::sqlite
