#include "io/api/reports/range.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include "flows/expr/zone.hpp"

#include <algorithm>

// `GET /api/v1/reports/overview` and `/series`: the figures. What each of them means stands in docs/reports.md.
namespace charla::api {

namespace {

using reports::report;
using std::chrono::milliseconds;

constexpr std::size_t waiting_max = 1000;
constexpr std::size_t shown_kinds_max = 20;
constexpr milliseconds hour = std::chrono::hours{1};

/// A number of milliseconds at that percentile, or null when there was none.
void write_percentile(json::writer& w, std::string_view name, const std::vector<std::int64_t>& sorted, int percent) {
  w.key(name);
  if (sorted.empty())
    w.null();
  else
    w.integer(reports::percentile(sorted, percent));
}

/// The most frequent first, at most `shown_kinds_max`.
template <class Map, class Count, class Write>
void write_most(json::writer& w, const Map& all, Count count, Write write) {
  std::vector<const typename Map::value_type*> rows;
  for (const auto& entry : all)
    rows.push_back(&entry);
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const auto* a, const auto* b) { return count(a->second) > count(b->second); });
  if (rows.size() > shown_kinds_max) rows.resize(shown_kinds_max);
  w.begin_array();
  for (const auto* row : rows)
    write(*row);
  w.end_array();
}

void write_handoffs(json::writer& w, const report& r) {
  w.key("handoffs");
  write_most(
      w, r.handoffs, [](std::int64_t n) { return n; },
      [&](const auto& row) { w.begin_object().member("reason", row.first).member("count", row.second).end_object(); });
}

void write_failures(json::writer& w, const report& r) {
  w.key("failures").begin_object().member("messages", r.failed).key("by_code");
  write_most(
      w, r.failures, [](const reports::failure_count& f) { return f.count; },
      [&](const auto& row) {
        w.begin_object().member("code", row.first.code).member("text", row.second.text);
        w.member("count", row.second.count).end_object();
      });
  w.end_object();
}

void write_cost(json::writer& w, const report& r) {
  w.key("cost").begin_object().member("templates_sent", r.templates_sent).key("by_category");
  write_most(
      w, r.charges, [](const reports::charge_count& c) { return c.messages; },
      [&](const auto& row) {
        w.begin_object().member("category", row.first).member("messages", row.second.messages);
        w.member("billable", row.second.billable).end_object();
      });
  w.end_object();
}

void write_containment(json::writer& w, const report& r) {
  w.key("containment").begin_object().member("handled", r.handled).member("by_bot_alone", r.by_bot_alone).key("share");
  if (r.handled == 0)
    w.null();
  else
    w.number(static_cast<double>(r.by_bot_alone) / static_cast<double>(r.handled));
  w.end_object();
}

void write_waiting(json::writer& w, const std::vector<ports::waiting_row>& rows) {
  const auto oldest =
      std::min_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
  w.key("waiting_now").begin_object().member("count", static_cast<std::int64_t>(rows.size()));
  write_time(w, "oldest_since", oldest == rows.end() ? std::nullopt : std::optional{oldest->since});
  w.end_object();
}

answer overview(call& c) {
  const auto range = reports::read_range(c);
  if (!range) return refuse(range.error());
  const auto made = reports::report_of(c, *range);
  if (!made) return refuse(made.error());
  const auto waiting = c.store().waiting_now(c.who.tenant, range->channel, waiting_max);
  if (!waiting) return refuse(store_failed(waiting.error()));
  const auto& r = **made;
  return object_response([&](json::writer& w) {
    w.member("from", show_time(range->from)).member("to", show_time(range->to));
    w.member("complete", r.complete && waiting->size() < waiting_max);
    w.key("conversations").begin_object().member("started", r.started).member("active", r.active);
    w.member("resolved", r.resolved).end_object();
    w.key("messages").begin_object().member("inbound", r.inbound).member("bot", r.bot).member("human", r.human);
    w.member("system", r.system).end_object();
    w.key("first_response").begin_object().member("count", static_cast<std::int64_t>(r.responses_ms.size()));
    write_percentile(w, "p50_ms", r.responses_ms, 50);
    write_percentile(w, "p95_ms", r.responses_ms, 95);
    w.end_object();
    write_waiting(w, *waiting);
    write_containment(w, r);
    write_handoffs(w, r);
    write_failures(w, r);
    write_cost(w, r);
  });
}

/// Where the tenant's clocks are; UTC when nobody can say.
flows::expr::zone zone_of(const call& c) {
  const auto known = c.house.channels.get();
  const auto* tenant = known ? known->find(c.who.tenant) : nullptr;
  if (tenant == nullptr || !c.house.with.posix_zone) return {};
  const auto posix = c.house.with.posix_zone(tenant->timezone);
  if (!posix) return {};
  return flows::expr::zone::parse(*posix).value_or(flows::expr::zone{});
}

flows::timestamp day_of(flows::timestamp at, const flows::expr::zone& z, int later = 0) {
  auto local = z.to_local(at);
  local.hour = local.minute = local.second = 0;
  local.day += later;
  return z.to_utc(local);
}

flows::timestamp hour_of(flows::timestamp at, const flows::expr::zone& z) {
  const milliseconds east = std::chrono::seconds{z.seconds_east(at)};
  return at - ((at.time_since_epoch() + east) % hour);
}

void write_point(json::writer& w, flows::timestamp begin, flows::timestamp end, const report& r) {
  const auto number = [](flows::timestamp t) { return t.time_since_epoch() / reports::quarter_length; };
  reports::quarter sum;
  for (auto q = r.quarters.lower_bound(number(begin)); q != r.quarters.end() && q->first < number(end); ++q) {
    sum.inbound += q->second.inbound;
    sum.bot += q->second.bot;
    sum.human += q->second.human;
    sum.failed += q->second.failed;
    sum.started += q->second.started;
    sum.responses_ms.insert(sum.responses_ms.end(), q->second.responses_ms.begin(), q->second.responses_ms.end());
  }
  std::sort(sum.responses_ms.begin(), sum.responses_ms.end());
  w.begin_object().member("at", show_time(begin)).member("inbound", sum.inbound).member("bot", sum.bot);
  w.member("human", sum.human).member("failed", sum.failed).member("started", sum.started);
  write_percentile(w, "first_response_p50_ms", sum.responses_ms, 50);
  w.end_object();
}

answer series(call& c) {
  const auto range = reports::read_range(c);
  if (!range) return refuse(range.error());
  const auto step = c.request.query_value("step").value_or("day");
  if (step != "hour" && step != "day") return refuse(invalid("step", "not_one_of", "One of: hour, day."));
  const auto made = reports::report_of(c, *range);
  if (!made) return refuse(made.error());
  const auto zone = zone_of(c);
  return object_response([&](json::writer& w) {
    w.member("step", step).member("complete", (*made)->complete).key("points").begin_array();
    auto begin = step == "day" ? day_of(range->from, zone) : hour_of(range->from, zone);
    while (begin < range->to) {
      const auto end = step == "day" ? std::max(day_of(begin, zone, 1), begin + hour) : begin + hour;
      write_point(w, begin, end, **made);
      begin = end;
    }
    w.end_array();
  });
}

} // namespace

endpoints report_endpoints() {
  endpoint figures{
      "GET", "/api/v1/reports/overview", right::reports_read,     "What happened in a range of time, in figures",
      "",    "report_overview",          reports::aside(overview)};
  figures.query = reports::range_parameters();
  endpoint lines{
      "GET", "/api/v1/reports/series", right::reports_read,   "The same by hours or by days of the tenant's time zone",
      "",    "report_series",          reports::aside(series)};
  lines.query = reports::range_parameters();
  lines.query.push_back({"step", "string", "hour or day; day when absent"});
  return {figures, lines};
}

} // namespace charla::api
