#pragma once

#include "flows/error.hpp"
#include "flows/expr/zone.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace charla::flows::expr {

/// When an organisation is open: `mon-fri 09:00-13:00, 14:00-18:00; sat 10:00-13:00; except 2026-12-25, 2027-01-01`.
///
/// Days are `mon`–`sun`, lists of them (`mon,wed`), spans (`fri-mon` too) or `daily`; Spanish and Portuguese short
/// names do as well. A span of hours that ends where it begins or before ends on the next day (`fri 20:00-02:00`);
/// `24:00` is the end of a day. On a day of `except` nothing begins; what began on the day before goes on to its end.
class business_hours {
public:
  /// Never open.
  business_hours() = default;
  /// Error `flow.bad_hours`; `where` is the part that is wrong. An empty text is never open.
  [[nodiscard]] static result<business_hours> parse(std::string_view text);

  [[nodiscard]] bool open_at(timestamp t, const zone& local) const;
  /// The moment itself when it is open then, else the next at which it is; `nullopt` when that is more than 400 days
  /// off.
  [[nodiscard]] std::optional<timestamp> next_opening(timestamp t, const zone& local) const;

private:
  friend class hours_reader;
  /// Minutes of the day on which it begins; `end` may be up to 48:00 (2880).
  struct span {
    int begin = 0;
    int end = 0;
  };
  [[nodiscard]] bool excepted(const local_time& day) const;
  /// Does something that began so many days before the wall clock's day hold at its minute?
  [[nodiscard]] bool open_since(const local_time& wall, int days_before) const;

  std::array<std::vector<span>, 7> days_; // by weekday, 0 is Sunday
  std::vector<std::int32_t> except_;      // year * 10000 + month * 100 + day, sorted
};

} // namespace charla::flows::expr
