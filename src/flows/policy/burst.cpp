#include "flows/policy/burst.hpp"

#include <algorithm>

namespace charla::flows::policy {

timestamp turn_start(timestamp first, timestamp last, const burst_window& window) noexcept {
  const auto quiet = std::max(window.quiet, milliseconds{0});
  const auto longest = std::max(window.longest, milliseconds{0});
  return std::min(std::max(first, last) + quiet, first + longest);
}

} // namespace charla::flows::policy
