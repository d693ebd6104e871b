#include "flows/expr/hours.hpp"

#include <algorithm>

namespace charla::flows::expr {

namespace {

constexpr int day_minutes = 24 * 60;
constexpr int days_ahead_max = 400;

/// The calendar's day that many days later. Only its date and weekday are meant.
local_time days_later(const local_time& day, int days) {
  // As if the wall clock were UTC: a day of the calendar has no zone.
  return zone{}.to_local(zone{}.to_utc({day.year, day.month, day.day + days}));
}

std::int32_t key(const local_time& day) { return day.year * 10'000 + day.month * 100 + day.day; }

} // namespace

bool business_hours::excepted(const local_time& day) const {
  return std::binary_search(except_.begin(), except_.end(), key(day));
}

bool business_hours::open_since(const local_time& wall, int days_before) const {
  const auto day = days_later(wall, -days_before);
  if (excepted(day)) return false;
  const auto minute = wall.hour * 60 + wall.minute + days_before * day_minutes;
  const auto& spans = days_.at(static_cast<std::size_t>(day.weekday));
  return std::any_of(spans.begin(), spans.end(), [&](const span& s) { return s.begin <= minute && minute < s.end; });
}

bool business_hours::open_at(timestamp t, const zone& local) const {
  const auto wall = local.to_local(t);
  return open_since(wall, 0) || open_since(wall, 1);
}

std::optional<timestamp> business_hours::next_opening(timestamp t, const zone& local) const {
  if (open_at(t, local)) return t;
  const auto today = local.to_local(t);
  for (int ahead = 0; ahead <= days_ahead_max; ++ahead) {
    const auto day = days_later(today, ahead);
    if (excepted(day)) continue;
    std::optional<timestamp> first;
    for (const auto& s : days_.at(static_cast<std::size_t>(day.weekday))) {
      const auto at = local.to_utc({day.year, day.month, day.day, s.begin / 60, s.begin % 60});
      // A span that lies in an hour which clocks skip does not take place.
      if (at > t && (!first || at < *first) && open_at(at, local)) first = at;
    }
    if (first) return first;
  }
  return std::nullopt;
}

} // namespace charla::flows::expr
