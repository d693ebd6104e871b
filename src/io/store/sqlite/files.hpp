#pragma once

#include "io/store/sqlite/commit.hpp"
#include "io/store/sqlite/rows.hpp"

/// Rows of files, for the lane, the reader and the API.
namespace charla::store::sqlite {

#define CHARLA_SQLITE_MEDIA_COLUMNS                                                                                    \
  "channel, media_id, tenant, conv, what, at, state, attempts, not_before, asset, size, mime_type, error"
media_row read_media(const query& row);

#define CHARLA_SQLITE_ASSET_COLUMNS "tenant, id, mime_type, size, filename, created_at, used_at"
asset_row read_asset(const query& row);

/// The file's row and what providers call it; false when there was none.
bool drop_asset(connection& db, tenant_id t, const asset_id& id);

} // namespace charla::store::sqlite
