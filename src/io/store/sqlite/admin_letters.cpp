#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/commit.hpp"
#include "io/store/sqlite/rows.hpp"

#include <limits>

namespace charla::store::sqlite {

namespace {

#define CHARLA_SQLITE_LETTER_COLUMNS "id, tenant, conv, kind, reason, error, body, at, state, trace"
constexpr const char* list_letters =
    "SELECT " CHARLA_SQLITE_LETTER_COLUMNS
    " FROM dead_letter WHERE tenant = ?1 AND id < ?2 AND (?3 = '' OR state = ?3) ORDER BY id DESC LIMIT ?4";
constexpr const char* one_letter =
    "SELECT " CHARLA_SQLITE_LETTER_COLUMNS " FROM dead_letter WHERE tenant = ? AND id = ?";
constexpr const char* close_letter =
    "UPDATE dead_letter SET state = ?3, note = ?4 WHERE tenant = ?1 AND id = ?2 AND state = 'open'";
// A bubble that was given up is not a cause: it is said again as a new message.
constexpr const char* mark_redriven = "UPDATE dead_letter SET state = 'redriven' WHERE tenant = ? AND id = ? "
                                      "AND state = 'open' AND (inbox_id IS NOT NULL OR timer_key IS NOT NULL)";
constexpr const char* back_to_inbox =
    "INSERT INTO inbox(tenant, shard, channel, conv, kind, prio, provider_time, received_at, correlation_id, body) "
    "SELECT tenant, shard, channel, conv, kind, prio, provider_time, ?2, correlation_id, coalesce(?3, body) "
    "FROM dead_letter WHERE id = ?1 AND inbox_id IS NOT NULL";
// What a program asked for is the cause that came back.
constexpr const char* follow_cause = "UPDATE submission SET cause = ?3 WHERE tenant = ?1 AND cause = "
                                     "(SELECT inbox_id FROM dead_letter WHERE id = ?2)";
constexpr const char* back_to_timers =
    "INSERT INTO timer(conv, key, tenant, shard, channel, gen, due, body) "
    "SELECT conv, timer_key, tenant, shard, channel, timer_gen, timer_due, coalesce(?2, body) FROM dead_letter "
    "WHERE id = ?1 AND timer_key IS NOT NULL ON CONFLICT DO NOTHING"; // armed anew meanwhile: that one counts

constexpr const char* list_events = "SELECT id, tenant, level, type, message, metadata, at FROM event WHERE tenant = ? "
                                    "AND id < ? ORDER BY id DESC LIMIT ?";
constexpr const char* insert_audit =
    "INSERT INTO audit(tenant, at, who, action, subject, details) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* list_audit = "SELECT id, tenant, at, who, action, subject, details FROM audit "
                                   "WHERE tenant = ? AND id < ? ORDER BY id DESC LIMIT ?";
constexpr const char* count_backlog =
    "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM outbox WHERE state = 0), "
    "(SELECT count(*) FROM outbox WHERE state = 1), (SELECT count(*) FROM outbox WHERE state = 5), "
    "(SELECT count(*) FROM timer), (SELECT count(*) FROM dead_letter WHERE state = 'open'), "
    "(SELECT count(*) FROM webhook_delivery WHERE state = 0), (SELECT count(*) FROM webhook_delivery WHERE state = 2), "
    "(SELECT received_at FROM inbox ORDER BY id LIMIT 1), "
    "(SELECT count(*) FROM media WHERE state = 0), (SELECT count(*) FROM media WHERE state = 2)";

dead_letter_row read_letter(const query& row) {
  dead_letter_row l;
  l.id = row.integer(0);
  l.tenant = tenant_id{row.as<std::int32_t>(1)};
  l.conversation = conversation_id{row.id(2)};
  l.kind = row.text(3);
  l.reason = row.text(4);
  l.error = row.text(5);
  l.body = row.text(6);
  l.at = row.time(7);
  l.state = row.text(8);
  l.trace = row.text(9);
  return l;
}

stored<std::int64_t> id_after(const std::string& after) {
  if (after.empty()) return std::numeric_limits<std::int64_t>::max();
  return number_from(after);
}

/// A row of a list that is sorted by a number the row itself does not show.
template <class Row>
struct numbered {
  std::int64_t id = 0;
  Row row;
};

template <class Row>
page<Row> without_numbers(std::vector<numbered<Row>> rows, std::size_t limit) {
  auto cut = to_page(std::move(rows), limit, [](const numbered<Row>& r) { return r.id; });
  page<Row> shown;
  shown.next = std::move(cut.next);
  for (auto& r : cut.items)
    shown.items.push_back(std::move(r.row));
  return shown;
}

} // namespace

stored<page<dead_letter_row>>
admin::dead_letters(tenant_id t, const std::string& state, const std::string& after, std::size_t limit) {
  const auto from = id_after(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, list_letters};
    rows.with(t, *from, state, limit + 1);
    return to_page(all_rows<dead_letter_row>(rows, read_letter), limit, [](const dead_letter_row& l) { return l.id; });
  });
}

stored<std::optional<dead_letter_row>> admin::dead_letter(tenant_id t, std::int64_t id) {
  return at_the_edge([&] {
    query row{db_, one_letter};
    row.with(t, id);
    return row.row() ? std::optional{read_letter(row)} : std::nullopt;
  });
}

stored<bool> admin::redrive(tenant_id t, std::int64_t id, timestamp at, const std::optional<std::string>& body) {
  return written([&] {
    const auto edited = body ? std::optional{blob{*body}} : std::nullopt;
    if (db_.run(mark_redriven, t, id) != 1) return false;
    if (db_.run(back_to_inbox, id, at, edited) == 1) db_.run(follow_cause, t, id, db_.last_rowid());
    db_.run(back_to_timers, id, edited);
    return true;
  });
}

stored<bool> admin::discard(tenant_id t, std::int64_t id, const std::string& reason) {
  return written([&] { return db_.run(close_letter, t, id, "discarded", reason) == 1; });
}

stored<page<system_event>> admin::system_events(tenant_id t, const std::string& after, std::size_t limit) {
  const auto from = id_after(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, list_events};
    rows.with(t, *from, limit + 1);
    auto found = all_rows<numbered<system_event>>(rows, [](const query& row) {
      return numbered<system_event>{
          row.integer(0),
          {tenant_id{row.as<std::int32_t>(1)}, row.time(6), row.text(2), row.text(3), row.text(4), row.text(5)}};
    });
    return without_numbers(std::move(found), limit);
  });
}

stored<void> admin::add_system_event(const system_event& e) {
  return written([&] { add_event(db_, e); });
}

stored<void> admin::add_audit(const audit_row& a) {
  return written([&] { db_.run(insert_audit, a.tenant, born(a.at), a.who, a.action, a.subject, a.details); });
}

stored<page<audit_row>> admin::audit(tenant_id t, const std::string& after, std::size_t limit) {
  const auto from = id_after(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, list_audit};
    rows.with(t, *from, limit + 1);
    auto found = all_rows<numbered<audit_row>>(rows, [](const query& row) {
      return numbered<audit_row>{
          row.integer(0),
          {tenant_id{row.as<std::int32_t>(1)}, row.time(2), row.text(3), row.text(4), row.text(5), row.text(6)}};
    });
    return without_numbers(std::move(found), limit);
  });
}

stored<admin::backlog> admin::backlog_now() {
  return at_the_edge([&] {
    query row{db_, count_backlog};
    row.row();
    backlog b;
    b.inbox = row.integer(0);
    b.outbox_ready = row.integer(1);
    b.outbox_sending = row.integer(2);
    b.outbox_in_doubt = row.integer(3);
    b.timers = row.integer(4);
    b.dead_letters = row.integer(5);
    b.webhooks_pending = row.integer(6);
    b.webhooks_dead = row.integer(7);
    b.oldest_inbox = row.maybe_time(8);
    b.media_wanted = row.integer(9);
    b.media_failed = row.integer(10);
    return b;
  });
}

} // namespace charla::store::sqlite
