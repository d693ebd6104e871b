#pragma once

#include "flows/time.hpp"

namespace charla::flows::policy {

/// One message each `interval` in the long run, `burst` at once when nothing was sent for a while.
struct rate_limit {
  std::chrono::microseconds interval{0}; ///< 0: no limit
  std::int64_t burst = 1;
  friend bool operator==(const rate_limit&, const rate_limit&) = default;
};

/// The limit of `per_second` messages; zero or less means no limit.
[[nodiscard]] rate_limit per_second(double messages, std::int64_t burst) noexcept;

/// Per recipient: 1 message each 6 s, up to 45 at once, which must then be waited off (providers.md A11, Meta "pair
/// rate limit", error 131056).
inline constexpr rate_limit pair_limit{std::chrono::seconds{6}, 45};

/// A token bucket as one number: the moment at which it would be full again (GCRA, ITU-T I.371). A value, cheap enough
/// for one a recipient. In any window of length W at most `burst + W / interval` messages go.
class rate_bucket {
public:
  /// The earliest moment for the next message; not after `now` means: it may go now.
  [[nodiscard]] timestamp ready_at(const rate_limit& limit, timestamp now) const noexcept;
  [[nodiscard]] bool ready(const rate_limit& limit, timestamp now) const noexcept {
    return ready_at(limit, now) <= now;
  }
  /// Takes one token whether there is one or not: what was sent was sent. Ask `ready` first.
  void take(const rate_limit& limit, timestamp now) noexcept;
  /// True when it is full: nothing is lost when such a bucket is forgotten.
  [[nodiscard]] bool full(timestamp now) const noexcept { return full_at_ <= now; }
  friend bool operator==(const rate_bucket&, const rate_bucket&) = default;

private:
  std::chrono::sys_time<std::chrono::microseconds> full_at_{};
};

} // namespace charla::flows::policy
