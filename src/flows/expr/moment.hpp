#pragma once

#include "flows/error.hpp"
#include "flows/expr/locale.hpp"
#include "flows/expr/zone.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace charla::flows::expr {

/// A date or a time of one, as text stands for it.
struct moment {
  timestamp at;
  bool day_only = false; ///< written as a date: its first moment in the zone
};

/// Reads `now`, ISO 8601 (`2026-11-21`, `2026-11-21T15:30`, seconds and their fractions, `Z` or an offset, a space for
/// the `T`), or Unix seconds of 9 to 11 digits. Without an offset it is the zone's time. `nullopt` for others and for
/// dates that do not exist.
[[nodiscard]] std::optional<moment> read_moment(std::string_view text, timestamp now, const zone& local);

/// ISO 8601 with the zone's offset, to the second; a date when it is one.
[[nodiscard]] std::string iso_text(const moment& m, const zone& local);
/// `2026-11-21`
[[nodiscard]] std::string iso_date(const local_time& day);

/// Is there such a day?
[[nodiscard]] bool is_date(int year, int month, int day);

/// Error `flow.bad_template` names what is not `%d %m %Y %y %H %I %M %S %p %A %a %B %b %e %j %F %T %R %z %%`; a `-` as
/// in
/// `%-d` leaves the leading zero out.
[[nodiscard]] result<void> check_date_format(std::string_view format);
/// What a format does not know stays as it is written.
[[nodiscard]] std::string format_date(std::string_view format, timestamp at, const zone& local, const locale& in);

} // namespace charla::flows::expr
