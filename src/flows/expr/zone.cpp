#include "flows/expr/zone.hpp"

#include <algorithm>
#include <limits>

namespace charla::flows::expr {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::last;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t first_second = -62'135'596'800; // 0001-01-01
constexpr std::int64_t last_second = 253'402'300'799;  // 9999-12-31

std::int64_t seconds_of(timestamp t) {
  return std::clamp<std::int64_t>(floor<seconds>(t).time_since_epoch().count(), first_second, last_second);
}

std::int64_t day_number(int y, int m, int d) {
  const sys_days first{year{y} / month{static_cast<unsigned>(m)} / 1};
  return first.time_since_epoch().count() + d - 1;
}

int year_of(std::int64_t second) {
  return static_cast<int>(year_month_day{floor<days>(sys_seconds{seconds{second}})}.year());
}

} // namespace

std::int64_t zone::change::in(int y) const {
  const auto january = day_number(y, 1, 1);
  switch (kind) {
  case rule::day_of_year: return (january + day) * day_seconds + at;
  case rule::julian_without_leap_day: {
    const bool behind_leap_day = year{y}.is_leap() && day >= 60; // J60 is March 1 in every year
    return (january + day - (behind_leap_day ? 0 : 1)) * day_seconds + at;
  }
  case rule::month_week_day: break;
  }
  const year_month ym{year{y}, std::chrono::month{static_cast<unsigned>(month)}};
  const std::chrono::weekday wanted{static_cast<unsigned>(day)};
  const sys_days found = week == 5 ? sys_days{ym / wanted[last]} : sys_days{ym / wanted[static_cast<unsigned>(week)]};
  return found.time_since_epoch().count() * day_seconds + at;
}

std::int32_t zone::seconds_east(timestamp t) const {
  if (!changes_) return standard_;
  const auto now = seconds_of(t);
  const auto y = year_of(std::clamp(now + standard_, first_second, last_second));
  // The change that came last decides; clocks may change in the year before or after that of UTC.
  auto latest = std::numeric_limits<std::int64_t>::min();
  auto east = standard_;
  for (int of = y - 1; of <= y + 1; ++of) {
    if (const auto end = ends_.in(of)-summer_; end <= now && end > latest) {
      latest = end;
      east = standard_;
    }
    // >=: where summer ends as the next one begins, it lasts all year.
    if (const auto begin = begins_.in(of)-standard_; begin <= now && begin >= latest) {
      latest = begin;
      east = summer_;
    }
  }
  return east;
}

local_time zone::to_local(timestamp t) const {
  const auto wall = std::clamp(seconds_of(t) + seconds_east(t), first_second, last_second);
  const auto today = floor<days>(sys_seconds{seconds{wall}});
  const year_month_day date{today};
  const auto rest = static_cast<int>(wall - today.time_since_epoch().count() * day_seconds);
  local_time out;
  out.year = static_cast<int>(date.year());
  out.month = static_cast<int>(static_cast<unsigned>(date.month()));
  out.day = static_cast<int>(static_cast<unsigned>(date.day()));
  out.hour = rest / 3600;
  out.minute = rest / 60 % 60;
  out.second = rest % 60;
  out.weekday = static_cast<int>(std::chrono::weekday{today}.c_encoding());
  return out;
}

timestamp zone::to_utc(const local_time& local) const {
  const auto days = day_number(local.year, local.month, local.day);
  const auto wall =
      days * day_seconds + std::int64_t{local.hour} * 3600 + std::int64_t{local.minute} * 60 + local.second;
  const auto at = [&](std::int32_t east) { return timestamp{seconds{wall - east}}; };
  if (!changes_ || seconds_east(at(standard_)) == standard_) {
    // Of a time shown twice the first is the one further east.
    if (changes_ && summer_ > standard_ && seconds_east(at(summer_)) == summer_) return at(summer_);
    return at(standard_);
  }
  if (seconds_east(at(summer_)) == summer_) return at(summer_);
  return at(std::min(standard_, summer_)); // skipped: as far behind the change as it is written
}

} // namespace charla::flows::expr
