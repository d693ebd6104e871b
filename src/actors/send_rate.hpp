#pragma once

#include "flows/ids.hpp"
#include "flows/policy/rate.hpp"

#include <unordered_map>

namespace charla::actors {

/// The two rates of one number at WhatsApp (providers.md A11): so many messages a second in all, and one message an
/// interval to one recipient after a burst.
struct send_limits {
  flows::policy::rate_limit number = flows::policy::per_second(80, 80);
  flows::policy::rate_limit pair = flows::policy::pair_limit;
};

/// Both limits together. An idle recipient costs nothing.
class send_rate {
public:
  explicit send_rate(send_limits limits) : limits_(limits) {}
  /// Takes one message's share of both rates, or none of either.
  /// @returns zero when it may go now; otherwise how long it must wait at least.
  [[nodiscard]] flows::milliseconds take(const flows::conversation_id& recipient, flows::timestamp now);

private:
  send_limits limits_;
  flows::policy::rate_bucket number_;
  std::unordered_map<flows::conversation_id, flows::policy::rate_bucket> pairs_;
  std::size_t taken_ = 0;
};

} // namespace charla::actors
