#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"

#include <limits>

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_LETTER_COLUMNS "id, tenant, conv, kind, reason, error, body, at, state, trace"
constexpr auto list_letters = "SELECT " CHARLA_PG_LETTER_COLUMNS " FROM dead_letter WHERE tenant = $1 AND id < $2 "
                              "AND ($3 = '' OR state = $3) ORDER BY id DESC LIMIT $4";
constexpr auto one_letter = "SELECT " CHARLA_PG_LETTER_COLUMNS " FROM dead_letter WHERE tenant = $1 AND id = $2";
constexpr auto close_letter =
    "UPDATE dead_letter SET state = 'discarded', note = $3 WHERE tenant = $1 AND id = $2 AND state = 'open'";
// A bubble that was given up is not a cause: it is said again as a new message. A timer that is armed anew meanwhile
// counts more than the old one.
constexpr auto put_back =
    "WITH d AS (UPDATE dead_letter SET state = 'redriven' WHERE tenant = $1 AND id = $2 AND state = 'open' "
    "AND (inbox_id IS NOT NULL OR timer_key IS NOT NULL) RETURNING *), "
    "cause AS (INSERT INTO inbox(tenant, shard, channel, conv, kind, prio, provider_time, received_at, correlation_id, "
    "body) SELECT tenant, shard, channel, conv, kind, prio, provider_time, $3, correlation_id, "
    "CASE WHEN $4 THEN $5 ELSE body END FROM d "
    "WHERE inbox_id IS NOT NULL RETURNING id), "
    // What a program asked for is the cause that came back.
    "asked AS (UPDATE submission s SET cause = cause.id FROM d, cause WHERE s.tenant = $1 AND s.cause = d.inbox_id), "
    "timers AS (INSERT INTO timer(conv, key, tenant, shard, channel, gen, due, body) SELECT conv, timer_key, tenant, "
    "shard, channel, timer_gen, timer_due, CASE WHEN $4 THEN $5 ELSE body END FROM d WHERE timer_key IS NOT NULL ON "
    "CONFLICT DO NOTHING) "
    "SELECT count(*) FROM d";

dead_letter_row read_letter(const pqxx::row& row) {
  dead_letter_row l;
  l.id = number_at(row, 0);
  l.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  l.conversation = conversation_id{id_at(row, 2)};
  l.kind = text_at(row, 3);
  l.reason = text_at(row, 4);
  l.error = text_at(row, 5);
  l.body = bytes_at(row, 6);
  l.at = time_at(row, 7);
  l.state = text_at(row, 8);
  l.trace = bytes_at(row, 9);
  return l;
}

} // namespace

stored<page<dead_letter_row>>
admin::dead_letters(tenant_id t, const std::string& state, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<std::int64_t>{std::numeric_limits<std::int64_t>::max()} : number_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    const auto with = arguments{}.id(t).big(*from).text(state).big(static_cast<std::int64_t>(limit) + 1);
    return to_page(all_rows<dead_letter_row>(db_.read(list_letters, with), read_letter), limit,
                   [](const dead_letter_row& l) { return l.id; });
  });
}

stored<std::optional<dead_letter_row>> admin::dead_letter(tenant_id t, std::int64_t id) {
  return reading([&]() -> std::optional<dead_letter_row> {
    const auto rows = db_.read(one_letter, arguments{}.id(t).big(id));
    if (rows.empty()) return std::nullopt;
    return read_letter(rows[0]);
  });
}

stored<bool> admin::redrive(tenant_id t, std::int64_t id, timestamp at, const std::optional<std::string>& body) {
  return writing([&] {
    const auto with = arguments{}.id(t).big(id).time(at).boolean(body.has_value()).bytes(body.value_or(""));
    return number_at(db_.run(put_back, with)[0], 0) == 1;
  });
}

stored<bool> admin::discard(tenant_id t, std::int64_t id, const std::string& reason) {
  return writing([&] { return db_.run(close_letter, arguments{}.id(t).big(id).text(reason)).affected_rows() == 1; });
}

} // namespace charla::store::postgres
