#pragma once

#include "io/store/postgres/rows.hpp"

/// Rows of files, for the lane, the reader and the API.
namespace charla::store::postgres {

#define CHARLA_PG_MEDIA_COLUMNS                                                                                        \
  "channel, media_id, tenant, conv, what, at, state, attempts, not_before, asset, size, mime_type, error"
media_row read_media(const pqxx::row& row);

#define CHARLA_PG_ASSET_COLUMNS "tenant, id, mime_type, size, filename, created_at, used_at"
asset_row read_asset(const pqxx::row& row);

} // namespace charla::store::postgres
