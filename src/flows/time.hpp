#pragma once

#include <chrono>

/// Time enters the deciding mind as a value; nothing in `src/flows` reads a clock.
namespace charla::flows {

using std::chrono::milliseconds;

/// A moment, UTC, to the millisecond.
using timestamp = std::chrono::sys_time<milliseconds>;

[[nodiscard]] constexpr std::int64_t to_unix_ms(timestamp t) noexcept { return t.time_since_epoch().count(); }
[[nodiscard]] constexpr timestamp from_unix_ms(std::int64_t ms) noexcept { return timestamp{milliseconds{ms}}; }

} // namespace charla::flows
