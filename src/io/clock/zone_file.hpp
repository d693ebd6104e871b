#pragma once

#include "flows/error.hpp"

#include <string>

namespace charla::clock {

/// What clocks show in `America/Santiago` by the present law, as POSIX TZ text (`<-04>4<-03>,M9.1.6/24,M4.1.6/24`): the
/// last line of the zone's file in the machine's tz database (RFC 8536 §3.3).
/// Error `clock.unknown_zone`: no such zone, or the package tzdata is not installed.
[[nodiscard]] flows::result<std::string> posix_zone(const std::string& iana_name);

} // namespace charla::clock
