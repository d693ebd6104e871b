#pragma once

#include "flows/ids.hpp"

#include <atomic>

namespace charla::secrets {

/// RFC 9562 §5.5.
[[nodiscard]] flows::uuid uuid_v5(const flows::uuid& space, std::string_view name);

/// RFC 9562 §5.7 with the counter of §6.2 method 1 in `rand_a`: ids of one process ascend even within a millisecond,
/// and go on ascending when the clock steps back by less than `step_back_max_ms`. Thread-safe.
class uuid_v7 {
public:
  static constexpr std::int64_t step_back_max_ms = 10'000;
  [[nodiscard]] flows::uuid next(std::int64_t unix_ms);

private:
  std::atomic<std::uint64_t> last_{0}; ///< milliseconds << 12 | counter
};

} // namespace charla::secrets
