#pragma once

#include "flows/time.hpp"

#include <optional>
#include <string_view>

namespace charla::flows::expr {

/// Reads seconds written as `90`, `0.5` or `1.25` (digits after the third are cut off). `nullopt` for anything else,
/// for zero or less, and for more than `limits::wait_max`.
[[nodiscard]] std::optional<milliseconds> read_seconds(std::string_view text);

} // namespace charla::flows::expr
