#include "io/store/postgres/migrate.hpp"

#include <fmt/format.h>
#include <map>

namespace charla::store::postgres {

namespace {

/// Any number that no other program uses on this database.
constexpr std::int64_t migration_lock = 0x63'68'61'72'6c'61'01;
constexpr auto make_table =
    "CREATE TABLE IF NOT EXISTS schema_migrations(version integer PRIMARY KEY, name text NOT NULL, "
    "checksum text NOT NULL, at timestamptz NOT NULL DEFAULT now())";

std::map<std::int32_t, std::string> applied_so_far(session& db) {
  std::map<std::int32_t, std::string> applied;
  for (const auto& row : db.run("SELECT version, checksum FROM schema_migrations"))
    applied[row[0].as<std::int32_t>()] = row[1].as<std::string>();
  return applied;
}

void check(const std::map<std::int32_t, std::string>& applied, const std::vector<migration>& steps) {
  const auto newest = steps.empty() ? 0 : steps.back().version;
  if (!applied.empty() && applied.rbegin()->first > newest)
    throw schema_mismatch{
        fmt::format("the database has schema {}, this program knows {}: run the newer charla that made it",
                    applied.rbegin()->first, newest)};
  for (const auto& step : steps) {
    const auto before = applied.find(step.version);
    if (before != applied.end() && before->second != step.sha256)
      throw schema_mismatch{fmt::format("migration {} was applied from another text (checksum {}, ours is {}): run the "
                                        "charla that made this database, or restore a backup",
                                        step.name, before->second, step.sha256)};
  }
}

/// Held by the session until `unlock` or until the connection ends: a starter that dies holds up nobody.
class held_lock {
public:
  explicit held_lock(session& db) : db_(db) { db_.run("SELECT pg_advisory_lock($1)", arguments{}.big(migration_lock)); }
  held_lock(const held_lock&) = delete;
  held_lock& operator=(const held_lock&) = delete;
  ~held_lock() {
    try {
      if (db_.connected()) db_.run("SELECT pg_advisory_unlock($1)", arguments{}.big(migration_lock));
    } catch (const failure&) {
      db_.drop(); // the lock goes with the connection
    }
  }

private:
  session& db_;
};

} // namespace

void migrate(session& db, const std::vector<migration>& steps) {
  const held_lock alone{db};
  db.script(make_table);
  const auto applied = applied_so_far(db);
  check(applied, steps);
  for (const auto& step : steps) {
    if (applied.count(step.version) > 0) continue;
    // A script without BEGIN is one transaction: the step and its note are kept together or not at all.
    db.script(fmt::format("{}\n;INSERT INTO schema_migrations(version, name, checksum) VALUES ({}, '{}', '{}')",
                          step.sql, step.version, step.name, step.sha256));
  }
}

} // namespace charla::store::postgres
