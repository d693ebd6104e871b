#pragma once

#include "flows/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace charla::flows::expr {

/// Reads seconds written as `90`, `0.5` or `1.25` (digits after the third are cut off). `nullopt` for anything else,
/// for zero or less, and for more than `limits::wait_max`.
[[nodiscard]] std::optional<milliseconds> read_seconds(std::string_view text);

/// Reads seconds, or whole numbers with units: `3d 2h`, `45min`, `90s`, `500ms`, `1w`. Likewise bounded.
[[nodiscard]] std::optional<milliseconds> read_duration(std::string_view text);

/// As `read_duration` reads it: `3d 2h`, `90s`, `500ms`.
[[nodiscard]] std::string show_duration(milliseconds time);

} // namespace charla::flows::expr
