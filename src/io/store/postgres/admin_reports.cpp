#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"

#include <limits>

namespace charla::store::postgres {

namespace {

// -1: any. The conversations of a page, each with its newest lines that are not too old.
constexpr auto list_active =
    "SELECT c.conv, c.channel, c.mode, c.last_activity_at, m.seq, m.at, m.dir, m.author, m.type, m.is_send, m.status, "
    "m.error_code, m.error_text, m.pricing, m.note, m.looked_at, m.oldest FROM "
    "(SELECT conv, channel, mode, last_activity_at FROM conversation WHERE tenant = $1 AND last_activity_at >= $2 "
    "AND (last_activity_at, conv) < ($3, $4) AND ($5 = -1 OR channel = $5) "
    "ORDER BY last_activity_at DESC, conv DESC LIMIT $6) c "
    "LEFT JOIN LATERAL (SELECT x.*, coalesce(s.status, 0) AS status, coalesce(s.error_code, 0) AS error_code, "
    "coalesce(s.error_text, '') AS error_text, coalesce(s.pricing, '') AS pricing FROM (SELECT n.conv, n.seq, n.at, "
    "n.dir, n.author, n.type, n.version, n.send, (n.send IS NOT NULL)::integer AS is_send, "
    "CASE WHEN n.type = 'system' THEN n.body ELSE '' END AS note, count(*) OVER () AS looked_at, "
    "min(n.at) OVER () AS oldest FROM (SELECT * FROM message h WHERE h.conv = c.conv ORDER BY h.seq DESC LIMIT $7) n) "
    "x "
    "LEFT JOIN msg_status s ON s.conv = x.conv AND s.version = x.version AND s.idx = x.send "
    "WHERE x.at >= $8 AND x.at < $9) m ON true ORDER BY c.last_activity_at DESC, c.conv DESC, m.seq";
// The newest line that is not a note of the system's own tells who waits.
constexpr auto list_waiting =
    "SELECT c.conv, w.since FROM conversation c CROSS JOIN LATERAL (SELECT min(l.at) AS since FROM message l "
    "WHERE l.conv = c.conv AND l.dir = 0 AND l.type <> 'system' AND l.seq > coalesce((SELECT a.seq FROM message a "
    "WHERE a.conv = c.conv AND a.dir = 1 AND a.type <> 'system' ORDER BY a.seq DESC LIMIT 1), 0)) w "
    "WHERE c.tenant = $1 AND c.mode <> 0 AND ($2 = -1 OR c.channel = $2) AND w.since IS NOT NULL "
    "ORDER BY c.last_activity_at DESC, c.conv DESC LIMIT $3";

report_conversation read_active(const pqxx::row& row) {
  report_conversation c;
  c.id = conversation_id{id_at(row, 0)};
  c.channel = channel_id{value_at<std::int32_t>(row, 1)};
  c.mode = value_at<control_mode>(row, 2);
  c.last_activity_at = time_at(row, 3);
  return c;
}

report_line read_line(const pqxx::row& row) {
  report_line l;
  l.seq = number_at(row, 4);
  l.at = time_at(row, 5);
  l.dir = value_at<direction>(row, 6);
  l.by = value_at<author>(row, 7);
  l.type = text_at(row, 8);
  l.is_send = number_at(row, 9) != 0;
  l.status = value_at<message_status>(row, 10);
  l.error_code = value_at<std::int32_t>(row, 11);
  l.error_text = text_at(row, 12);
  l.pricing = text_at(row, 13);
  l.note = text_at(row, 14);
  return l;
}

std::vector<report_conversation> gather(const pqxx::result& rows, const report_filter& f) {
  std::vector<report_conversation> found;
  for (const auto& row : rows) {
    const conversation_id id{id_at(row, 0)};
    if (found.empty() || found.back().id != id) found.push_back(read_active(row));
    if (row[4].is_null()) continue;
    found.back().lines.push_back(read_line(row));
    found.back().cut =
        number_at(row, 15) == static_cast<std::int64_t>(report_lines_max) && time_at(row, 16) >= f.from - report_margin;
  }
  return found;
}

} // namespace

stored<page<report_conversation>>
admin::report_activity(const report_filter& f, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<list_position>{list_position{std::numeric_limits<std::int64_t>::max(), {}}}
                                  : position_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    arguments with;
    with.id(f.tenant).time(f.from).big(from->number).id(from->id).integer(f.channel ? f.channel->value() : -1);
    with.big(static_cast<std::int64_t>(limit) + 1).big(static_cast<std::int64_t>(report_lines_max));
    with.time(f.from - report_margin).time(f.to + report_margin);
    return to_page(gather(db_.read(list_active, with), f), limit, [](const report_conversation& c) {
      return list_position{to_unix_ms(c.last_activity_at), c.id.value()};
    });
  });
}

stored<std::vector<waiting_row>> admin::waiting_now(tenant_id t, std::optional<channel_id> channel, std::size_t limit) {
  return reading([&] {
    arguments with;
    with.id(t).integer(channel ? channel->value() : -1).big(static_cast<std::int64_t>(limit));
    return all_rows<waiting_row>(db_.read(list_waiting, with), [](const pqxx::row& row) {
      return waiting_row{conversation_id{id_at(row, 0)}, time_at(row, 1)};
    });
  });
}

} // namespace charla::store::postgres
