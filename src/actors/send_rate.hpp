#pragma once

#include "flows/ids.hpp"
#include "flows/policy/rate.hpp"

#include <unordered_map>

namespace charla::actors {

/// The two rates of one number at WhatsApp (providers.md A11): so many messages a second in all, and one message an
/// interval to one recipient after a burst.
struct send_limits {
  double number_per_second = 80;
  flows::policy::rate_limit pair = flows::policy::pair_limit;
};

/// Both limits together, and what the provider's refusals teach. An idle recipient costs nothing.
class send_rate {
public:
  explicit send_rate(send_limits limits) : limits_(limits) {}
  /// The number's speed as it is known now: set by people, or told by the provider.
  void set_number_rate(double per_second) noexcept { limits_.number_per_second = per_second; }
  /// How many messages the number takes now, at most `most`; when none, how long until it takes one.
  struct room_now {
    std::size_t messages = 0;
    flows::milliseconds wait{0};
  };
  [[nodiscard]] room_now room(flows::timestamp now, std::size_t most) const;
  /// Takes one message's share of both rates, or none of either.
  /// @returns zero when it may go now; otherwise how long it must wait at least.
  [[nodiscard]] flows::milliseconds take(const flows::conversation_id& recipient, flows::timestamp now);

  /// The provider says that the number is too fast (130429): half the speed, which comes back within a minute or so.
  void refused_number(flows::timestamp now);
  /// The provider says that this recipient gets too much (131056).
  /// @returns how long to wait: 4^n seconds, n counting the refusals in a row.
  [[nodiscard]] flows::milliseconds refused_pair(const flows::conversation_id& recipient, flows::timestamp now);
  /// It took one: the refusals are over.
  void accepted(const flows::conversation_id& recipient) { refusals_.erase(recipient); }

  /// Messages a second that go now.
  [[nodiscard]] double present(flows::timestamp now) const;

private:
  [[nodiscard]] flows::policy::rate_limit number_limit(flows::timestamp now) const;

  send_limits limits_;
  flows::policy::rate_bucket number_;
  std::unordered_map<flows::conversation_id, flows::policy::rate_bucket> pairs_;
  struct refusals {
    std::int32_t in_a_row = 0;
    flows::timestamp last{};
  };
  std::unordered_map<flows::conversation_id, refusals> refusals_;
  double share_ = 1; ///< of the number's rate, at `refused_at_`
  flows::timestamp refused_at_{};
  std::size_t taken_ = 0;
};

} // namespace charla::actors
