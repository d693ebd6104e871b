#pragma once

#include "io/ports/clock.hpp"

#include <memory>

namespace charla::clock {

/// The machine's clocks: CLOCK_REALTIME for dates, CLOCK_BOOTTIME for deadlines.
[[nodiscard]] std::unique_ptr<ports::clock> make_system_clock();

} // namespace charla::clock
