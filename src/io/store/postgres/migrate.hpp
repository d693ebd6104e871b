#pragma once

#include "io/store/migration.hpp"
#include "io/store/postgres/session.hpp"

namespace charla::store::postgres {

/// Brings the schema to the newest of `steps`: each in its own transaction, once, under an advisory lock, so that two
/// processes that start together do not race. Throws `schema_mismatch` when the database was made by another text or
/// by a newer program.
void migrate(session& db, const std::vector<migration>& steps);

class schema_mismatch : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Makes partitions of `seen` for the days around `today` (days since 1970) that have none.
void prepare_days(session& db, std::int64_t today);
/// Drops the partitions of days before `day` and deletes older keys elsewhere; how many keys are gone.
std::int64_t forget_days_before(session& db, std::int64_t day);
/// Days since 1970, held within what the table takes.
std::int32_t day_of(timestamp t);

} // namespace charla::store::postgres
