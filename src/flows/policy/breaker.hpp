#pragma once

#include "flows/time.hpp"

#include <string_view>

namespace charla::flows::policy {

struct breaker_rules {
  std::int32_t failures_max = 5; ///< in a row; then nothing more is tried for a while
  milliseconds open_for{10'000}; ///< the first time; doubled after each probe that fails
  milliseconds open_for_max{300'000};
  friend bool operator==(const breaker_rules&, const breaker_rules&) = default;
};

/// A circuit breaker as a value: closed (all may pass), open (nothing may), half open (one probe may, its end decides).
class breaker {
public:
  enum class state : std::uint8_t { closed, open, half_open };

  [[nodiscard]] state now_is(timestamp now) const noexcept;
  /// May a request be sent now? In half open only until `probe` has been noted.
  [[nodiscard]] bool allows(timestamp now) const noexcept;
  /// The earliest moment at which `allows` can be true, were nothing else to happen.
  [[nodiscard]] timestamp allows_at(timestamp now) const noexcept;
  /// Note each request that is sent: in half open it is the probe.
  void sent(const breaker_rules& r, timestamp now) noexcept;
  void succeeded() noexcept;
  void failed(const breaker_rules& r, timestamp now) noexcept;
  /// Opens at once, for `least` or longer: the other side has said that more requests are of no use.
  void trip(const breaker_rules& r, milliseconds least, timestamp now) noexcept;
  friend bool operator==(const breaker&, const breaker&) = default;

private:
  std::int32_t failures_ = 0;
  bool open_ = false;
  bool probing_ = false;
  milliseconds open_for_{0};
  timestamp until_{}; ///< end of the open state; while probing: when the probe counts as lost
};

[[nodiscard]] std::string_view name_of(breaker::state s);

} // namespace charla::flows::policy
