#pragma once

#include "io/ports/agenda.hpp"

namespace charla::api {

/// Appointments as an iCalendar object (RFC 5545): moments in UTC, text escaped, lines folded at 75 octets.
[[nodiscard]] std::string calendar_of(const std::vector<ports::appointment_row>& all);

} // namespace charla::api
