#pragma once

#include <cstdint>
#include <ctime>

namespace charla::bench {

inline constexpr std::int64_t ns_per_s = 1'000'000'000;
inline constexpr std::int64_t ns_per_ms = 1'000'000;

/// Nanoseconds of CLOCK_MONOTONIC. All programs of the bench use this clock, so that their logs can be joined.
inline std::int64_t mono_ns() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<std::int64_t>(t.tv_sec) * ns_per_s + t.tv_nsec;
}

} // namespace charla::bench
