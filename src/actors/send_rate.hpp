#pragma once

#include "flows/ids.hpp"
#include "flows/time.hpp"

#include <unordered_map>

namespace charla::actors {

/// The two rates of one number at WhatsApp (providers.md A11): so many messages a second in all, and to one recipient
/// one message every `pair_interval` after a burst.
struct send_rate_limits {
  double number_per_second = 80;
  double pair_burst = 45;
  flows::milliseconds pair_interval{6000};
};

/// Both limits by the generic cell rate algorithm: a single moment each says when the next message is due, so an idle
/// recipient costs nothing.
class send_rate {
public:
  explicit send_rate(send_rate_limits limits);
  /// Takes one message's share of both rates, or none of either.
  /// @returns zero when it may go now; otherwise how long it must wait at least.
  [[nodiscard]] flows::milliseconds take(const flows::conversation_id& recipient, flows::timestamp now);

private:
  using micros = std::chrono::microseconds;
  using moment = std::chrono::sys_time<micros>;

  send_rate_limits limits_;
  micros number_interval_;
  moment number_due_{};
  std::unordered_map<flows::conversation_id, moment> pair_due_;
  std::size_t taken_ = 0;
};

} // namespace charla::actors
