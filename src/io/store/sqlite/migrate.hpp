#pragma once

#include "io/store/migration.hpp"
#include "io/store/sqlite/connection.hpp"

namespace charla::store::sqlite {

/// Brings the schema up to the last of `steps`, each in one transaction. Throws `failure` (SQLITE_CORRUPT) when a step
/// was applied from another text than ours, or when the file is newer than this program.
void migrate(connection& db, const std::vector<migration>& steps, timestamp now);

} // namespace charla::store::sqlite
