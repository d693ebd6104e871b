#pragma once

#include "flows/time.hpp"

#include <optional>

namespace charla::flows::policy {

/// Tries of a delivery to a subscriber, the first included.
inline constexpr std::int32_t delivery_tries_max = 10;

/// When a subscriber that could not be told is told again: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h
/// (Standard Webhooks, "deliverability": over three days in all), each up to a fifth longer, so that what failed
/// together does not come back together.
/// @param tries that have failed so far: 1 after the first.
/// @param fraction a random number of [0, 1), from outside.
/// @returns how long to wait; `nullopt` when there shall be no further try.
[[nodiscard]] std::optional<milliseconds> delivery_delay(std::int32_t tries, double fraction) noexcept;

} // namespace charla::flows::policy
