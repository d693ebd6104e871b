#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What the SQL adapters share about their schema.
namespace charla::store {

/// One numbered step of a schema: forward only, one transaction. Once released a file never changes: its checksum is
/// kept in `schema_migrations`, and a store that was made by another text is refused.
struct migration {
  std::int32_t version = 0;
  const char* name = "";
  const char* sha256 = ""; ///< hex, of the file
  const char* sql = "";
};

/// In the order of their numbers (embedded by cmake/EmbedFiles.cmake).
const std::vector<migration>& sqlite_migrations();
const std::vector<migration>& postgres_migrations();

} // namespace charla::store
