#include "io/store/postgres/migrate.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace charla::store::postgres {

namespace {

/// Providers repeat a webhook for up to seven days; beyond these days an event lands in the default partition.
constexpr std::int64_t days_back = 10;
constexpr std::int64_t days_ahead = 4;

constexpr auto existing_days =
    "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'seen'::regclass";

std::string partition_of(std::int64_t day) { return fmt::format("seen_{}", day); }

std::vector<std::int64_t> days_with_partition(session& db) {
  std::vector<std::int64_t> days;
  for (const auto& row : db.run(existing_days)) {
    const auto name = row[0].as<std::string>();
    if (name != "seen_default") days.push_back(std::stoll(name.substr(5)));
  }
  std::sort(days.begin(), days.end());
  return days;
}

} // namespace

std::int32_t day_of(timestamp t) {
  const auto day = std::chrono::floor<std::chrono::days>(t).time_since_epoch().count();
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(day, -1'000'000, 10'000'000));
}

void prepare_days(session& db, std::int64_t today) {
  const auto have = days_with_partition(db);
  for (auto day = today - days_back; day <= today + days_ahead; ++day) {
    if (std::binary_search(have.begin(), have.end(), day)) continue;
    try {
      // Keys of that day in the default partition move along: the new partition must not hide them.
      db.script(
          fmt::format("LOCK TABLE seen IN ACCESS EXCLUSIVE MODE;"
                      "CREATE TABLE {0} (LIKE seen INCLUDING ALL);"
                      "WITH moved AS (DELETE FROM seen_default WHERE day = {1} RETURNING *) INSERT INTO {0} SELECT * "
                      "FROM moved;"
                      "ALTER TABLE seen ATTACH PARTITION {0} FOR VALUES FROM ({1}) TO ({2})",
                      partition_of(day), day, day + 1));
    } catch (const failure& f) {
      // Not for the sake of a partition: until the next try the default one takes the keys.
      if (f.kind() == mishap::lost) throw;
    }
  }
}

std::int64_t forget_days_before(session& db, std::int64_t day) {
  std::int64_t gone = 0;
  for (const auto old : days_with_partition(db)) {
    if (old >= day) break;
    gone += db.run(fmt::format("SELECT count(*) FROM {}", partition_of(old)))[0][0].as<std::int64_t>();
    db.script(fmt::format("DROP TABLE {}", partition_of(old)));
  }
  const auto bound = arguments{}.integer(static_cast<std::int32_t>(day));
  gone += static_cast<std::int64_t>(db.run("DELETE FROM seen_default WHERE day < $1", bound).affected_rows());
  db.run("DELETE FROM provider_status WHERE at < $1", arguments{}.big(day * 86'400'000));
  return gone;
}

} // namespace charla::store::postgres
