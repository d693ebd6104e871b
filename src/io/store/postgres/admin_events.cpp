#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"

#include <limits>

namespace charla::store::postgres {

namespace {

constexpr auto insert_event =
    "INSERT INTO event(tenant, level, type, message, metadata, at) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr auto list_events = "SELECT id, tenant, level, type, message, metadata, at FROM event WHERE tenant = $1 "
                             "AND id < $2 ORDER BY id DESC LIMIT $3";
constexpr auto insert_audit =
    "INSERT INTO audit(tenant, at, who, action, subject, details) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr auto list_audit = "SELECT id, tenant, at, who, action, subject, details FROM audit WHERE tenant = $1 "
                            "AND id < $2 ORDER BY id DESC LIMIT $3";
constexpr auto count_backlog =
    "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM outbox WHERE state = 0), "
    "(SELECT count(*) FROM outbox WHERE state = 1), (SELECT count(*) FROM outbox WHERE state = 5), "
    "(SELECT count(*) FROM timer), (SELECT count(*) FROM dead_letter WHERE state = 'open'), "
    "(SELECT count(*) FROM webhook_delivery WHERE state = 0), (SELECT count(*) FROM webhook_delivery WHERE state = 2), "
    "(SELECT received_at FROM inbox ORDER BY id LIMIT 1), "
    "(SELECT count(*) FROM media WHERE state = 0), (SELECT count(*) FROM media WHERE state = 2)";

system_event read_event(const pqxx::row& row) {
  return {tenant_id{value_at<std::int32_t>(row, 1)},
          time_at(row, 6),
          text_at(row, 2),
          text_at(row, 3),
          text_at(row, 4),
          text_at(row, 5)};
}

audit_row read_audit(const pqxx::row& row) {
  return {tenant_id{value_at<std::int32_t>(row, 1)},
          time_at(row, 2),
          text_at(row, 3),
          text_at(row, 4),
          text_at(row, 5),
          text_at(row, 6)};
}

/// A page of a list that is sorted by a number which its rows do not show.
template <class Row, class Read>
stored<page<Row>>
numbered_page(session& db, const char* sql, tenant_id t, const std::string& after, std::size_t limit, Read read) {
  const auto from = after.empty() ? stored<std::int64_t>{std::numeric_limits<std::int64_t>::max()} : number_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    const auto rows = db.read(sql, arguments{}.id(t).big(*from).big(static_cast<std::int64_t>(limit) + 1));
    page<Row> found;
    for (const auto& row : rows) {
      if (found.items.size() == limit) {
        if (limit > 0) found.next = to_cursor(number_at(rows[static_cast<pqxx::result::size_type>(limit) - 1], 0));
        break;
      }
      found.items.push_back(read(row));
    }
    return found;
  });
}

} // namespace

stored<page<system_event>> admin::system_events(tenant_id t, const std::string& after, std::size_t limit) {
  return numbered_page<system_event>(db_, list_events, t, after, limit, read_event);
}

stored<void> admin::add_system_event(const system_event& e) {
  return writing([&] {
    arguments with;
    with.id(e.tenant).text(e.level).text(e.type).text(e.message).text(e.metadata).time(e.at);
    db_.run(insert_event, with);
  });
}

stored<void> admin::add_audit(const audit_row& a) {
  return writing([&] {
    arguments with;
    with.id(a.tenant).time(born(a.at)).text(a.who).text(a.action).text(a.subject).text(a.details);
    db_.run(insert_audit, with);
  });
}

stored<page<audit_row>> admin::audit(tenant_id t, const std::string& after, std::size_t limit) {
  return numbered_page<audit_row>(db_, list_audit, t, after, limit, read_audit);
}

stored<admin::backlog> admin::backlog_now() {
  return reading([&] {
    const auto row = db_.read(count_backlog)[0];
    backlog b;
    b.inbox = number_at(row, 0);
    b.outbox_ready = number_at(row, 1);
    b.outbox_sending = number_at(row, 2);
    b.outbox_in_doubt = number_at(row, 3);
    b.timers = number_at(row, 4);
    b.dead_letters = number_at(row, 5);
    b.webhooks_pending = number_at(row, 6);
    b.webhooks_dead = number_at(row, 7);
    b.oldest_inbox = maybe_time_at(row, 8);
    b.media_wanted = number_at(row, 9);
    b.media_failed = number_at(row, 10);
    return b;
  });
}

} // namespace charla::store::postgres
