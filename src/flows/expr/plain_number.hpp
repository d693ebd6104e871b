#pragma once

#include <optional>
#include <string_view>

namespace charla::flows::expr {

/// Reads `12`, `-0.5`, `1e3` whole; `nullopt` for anything else. As programs write numbers, not people (`answer.hpp`).
[[nodiscard]] std::optional<double> read_number(std::string_view text);

} // namespace charla::flows::expr
