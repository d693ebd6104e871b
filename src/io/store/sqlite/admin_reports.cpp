#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/rows.hpp"

#include <algorithm>
#include <limits>

namespace charla::store::sqlite {

namespace {

constexpr const char* list_active =
    "SELECT conv, channel, mode, last_activity_at FROM conversation WHERE tenant = ?1 AND last_activity_at >= ?2 "
    "AND (last_activity_at, conv) < (?3, ?4) AND (?5 IS NULL OR channel = ?5) "
    "ORDER BY last_activity_at DESC, conv DESC LIMIT ?6";
constexpr const char* lines_of_conversation =
    "SELECT m.seq, m.at, m.dir, m.author, m.type, m.send IS NOT NULL, coalesce(s.status, 0), coalesce(s.error_code, "
    "0), "
    "coalesce(s.error_text, ''), coalesce(s.pricing, ''), iif(m.type = 'system', m.body, '') FROM message m "
    "LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send "
    "WHERE m.conv = ? ORDER BY m.seq DESC LIMIT ?";
// The newest line that is not a note of the system's own tells who waits.
constexpr const char* list_waiting =
    "SELECT conv, (SELECT min(at) FROM message w WHERE w.conv = c.conv AND w.dir = 0 AND w.type <> 'system' AND w.seq "
    "> "
    "coalesce((SELECT a.seq FROM message a WHERE a.conv = c.conv AND a.dir = 1 AND a.type <> 'system' "
    "ORDER BY a.seq DESC LIMIT 1), 0)) AS since FROM conversation c WHERE tenant = ?1 AND mode <> 0 "
    "AND (?2 IS NULL OR channel = ?2) AND since IS NOT NULL ORDER BY last_activity_at DESC, conv DESC LIMIT ?3";

/// A line's `at` is the provider's time when it came in: this many old ones may stand above younger lines.
constexpr int late_lines_max = 16;

report_conversation read_active(const query& row) {
  report_conversation c;
  c.id = conversation_id{row.id(0)};
  c.channel = channel_id{row.as<std::int32_t>(1)};
  c.mode = row.as<control_mode>(2);
  c.last_activity_at = row.time(3);
  return c;
}

report_line read_line(const query& row) {
  report_line l;
  l.seq = row.integer(0);
  l.at = row.time(1);
  l.dir = row.as<direction>(2);
  l.by = row.as<author>(3);
  l.type = row.text(4);
  l.is_send = row.integer(5) != 0;
  l.status = row.as<message_status>(6);
  l.error_code = row.as<std::int32_t>(7);
  l.error_text = row.text(8);
  l.pricing = row.text(9);
  l.note = row.text(10);
  return l;
}

/// From the newest line back to where the range and its margin begin.
void read_lines(connection& db, report_conversation& c, const report_filter& f) {
  query rows{db, lines_of_conversation};
  rows.with(c.id, report_lines_max);
  std::size_t looked_at = 0;
  int old = 0;
  while (rows.row()) {
    ++looked_at;
    const auto at = rows.time(1);
    if (at >= f.to + report_margin) continue;
    if (at >= f.from - report_margin)
      c.lines.push_back(read_line(rows));
    else if (rows.as<direction>(2) == direction::outbound || ++old == late_lines_max)
      break;
  }
  c.cut = looked_at == report_lines_max && old == 0;
  std::reverse(c.lines.begin(), c.lines.end());
}

} // namespace

stored<page<report_conversation>>
admin::report_activity(const report_filter& f, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<list_position>{list_position{std::numeric_limits<std::int64_t>::max(), {}}}
                                  : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    query rows{db_, list_active};
    rows.with(f.tenant, f.from, from->number, from->id, f.channel, limit + 1);
    auto found = to_page(all_rows<report_conversation>(rows, read_active), limit, [](const report_conversation& c) {
      return list_position{to_unix_ms(c.last_activity_at), c.id.value()};
    });
    for (auto& c : found.items)
      read_lines(db_, c, f);
    return found;
  });
}

stored<std::vector<waiting_row>> admin::waiting_now(tenant_id t, std::optional<channel_id> channel, std::size_t limit) {
  return at_the_edge([&] {
    query rows{db_, list_waiting};
    rows.with(t, channel, limit);
    return all_rows<waiting_row>(rows, [](const query& row) {
      return waiting_row{conversation_id{row.id(0)}, row.time(1)};
    });
  });
}

} // namespace charla::store::sqlite
