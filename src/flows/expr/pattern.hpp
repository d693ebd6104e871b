#pragma once

#include "flows/error.hpp"

#include <string_view>

namespace charla::flows::expr {

/// Does the pattern (RE2 syntax, without regard to case) occur in the text? Linear time whatever the customer writes.
/// Error `flow.bad_pattern` says what is wrong with the pattern. A text that is not UTF-8 matches nothing.
[[nodiscard]] result<bool> matches(std::string_view pattern, std::string_view text);

} // namespace charla::flows::expr
