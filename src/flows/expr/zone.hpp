#pragma once

#include "flows/error.hpp"
#include "flows/time.hpp"

#include <cstdint>
#include <string_view>

namespace charla::flows::expr {

/// A moment as the clock on the wall shows it.
struct local_time {
  int year = 1970;
  int month = 1; ///< 1–12
  int day = 1;   ///< 1–31
  int hour = 0;
  int minute = 0;
  int second = 0;
  int weekday = 4; ///< 0 is Sunday; not looked at by `zone::to_utc`

  friend bool operator==(const local_time&, const local_time&) = default;
};

/// When clocks are what, from a POSIX TZ string as the footers of tzdata's files have it: `UTC0`, `<-03>3`,
/// `<-04>4<-03>,M9.1.6/24,M4.1.6/24`. Knows the present rule only: what clocks did under older laws is not in it.
/// Moments before the year 1 or after 9999 are taken as those ends.
class zone {
public:
  /// UTC.
  zone() = default;
  /// Error `flow.bad_zone`; `where` is the text from where it is wrong.
  [[nodiscard]] static result<zone> parse(std::string_view posix);

  /// What the clock on the wall is ahead of UTC, in seconds.
  [[nodiscard]] std::int32_t seconds_east(timestamp t) const;
  [[nodiscard]] local_time to_local(timestamp t) const;
  /// A time that clocks skip is shifted forward by what they skip; of one that they show twice it is the first.
  /// Days and smaller fields may be out of range and are carried: the 32nd of January is the 1st of February.
  [[nodiscard]] timestamp to_utc(const local_time& local) const;

private:
  friend class zone_reader;
  enum class rule : std::uint8_t { month_week_day, julian_without_leap_day, day_of_year };
  struct change {
    rule kind = rule::month_week_day;
    int month = 1;
    int week = 1; ///< 5 is the last one
    int day = 0;  ///< of the week, or of the year
    std::int32_t at = 7200;

    /// Seconds of the change's wall clock since 1970, as if that clock were UTC.
    [[nodiscard]] std::int64_t in(int year) const;
  };

  std::int32_t standard_ = 0; // seconds east
  std::int32_t summer_ = 0;
  bool changes_ = false;
  change begins_;
  change ends_;
};

} // namespace charla::flows::expr
