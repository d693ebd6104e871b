#pragma once

#include "flows/time.hpp"

#include <optional>

namespace charla::flows::policy {

/// When something that failed is tried again: `base · factor^n`, at most `cap`, shortened by up to `jitter` of itself
/// so that what failed together does not come back together. Meta asks for 4^n seconds (error 131056).
struct retry_rules {
  milliseconds base{1000};
  std::int32_t factor = 4;
  milliseconds cap{300'000};
  double jitter = 0.25;
  std::int32_t attempts_max = 5; ///< tries in all, the first included
  friend bool operator==(const retry_rules&, const retry_rules&) = default;
};

/// @param attempt tries that have failed so far: 1 after the first.
/// @param fraction a random number of [0, 1), from outside: the deciding mind throws no dice.
/// @returns how long to wait for the next try; `nullopt` when there shall be none.
[[nodiscard]] std::optional<milliseconds>
retry_delay(const retry_rules& r, std::int32_t attempt, double fraction) noexcept;

} // namespace charla::flows::policy
