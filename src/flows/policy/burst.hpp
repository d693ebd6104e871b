#pragma once

#include "flows/time.hpp"

namespace charla::flows::policy {

/// How long a customer's consecutive messages are gathered into one turn (R117).
struct burst_window {
  milliseconds quiet{2000};   ///< after the newest message; 0 answers at once
  milliseconds longest{6000}; ///< after the first one, however much follows
  friend bool operator==(const burst_window&, const burst_window&) = default;
};

/// When the turn of a burst begins: after `quiet` without a further message, at the latest `longest` after the first.
/// A moment in the past means: now.
/// @param first arrival of the burst's first message, @param last of its newest.
[[nodiscard]] timestamp turn_start(timestamp first, timestamp last, const burst_window& window) noexcept;

} // namespace charla::flows::policy
