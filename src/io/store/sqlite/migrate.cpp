#include "io/store/sqlite/migrate.hpp"

#include <map>
#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

constexpr const char* make_table = "CREATE TABLE IF NOT EXISTS schema_migrations("
                                   "version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL,"
                                   "at INTEGER NOT NULL) STRICT";

std::map<std::int64_t, std::string> applied_so_far(connection& db) {
  std::map<std::int64_t, std::string> applied;
  query rows{db, "SELECT version, checksum FROM schema_migrations"};
  while (rows.row())
    applied[rows.integer(0)] = rows.text(1);
  return applied;
}

[[noreturn]] void refuse(const std::string& why) { throw failure{SQLITE_CORRUPT, why}; }

} // namespace

void migrate(connection& db, const std::vector<migration>& steps, timestamp now) {
  db.script(make_table);
  const auto applied = applied_so_far(db);
  const auto newest = steps.empty() ? 0 : steps.back().version;
  if (!applied.empty() && applied.rbegin()->first > newest)
    refuse("the database has schema " + std::to_string(applied.rbegin()->first) + ", this program knows "
           + std::to_string(newest) + ": run the newer charla that made it");
  for (const auto& step : steps) {
    const auto before = applied.find(step.version);
    if (before != applied.end()) {
      if (before->second != step.sha256)
        refuse("migration " + std::string{step.name} + " was applied from another text (checksum " + before->second
               + ", ours is " + step.sha256 + "): run the charla that made this database, or restore a backup");
      continue;
    }
    transaction all_or_nothing{db};
    db.script(step.sql);
    db.run("INSERT INTO schema_migrations(version, name, checksum, at) VALUES (?, ?, ?, ?)", step.version, step.name,
           step.sha256, now);
    all_or_nothing.commit();
  }
}

} // namespace charla::store::sqlite
