#pragma once

#include "io/ports/clock.hpp"

namespace charla::tests {

/// Moves only when it is told to: a day passes in a millisecond.
class hand_clock final : public ports::clock {
public:
  [[nodiscard]] flows::timestamp now() const override { return now_; }
  [[nodiscard]] std::int64_t boot_ms() const override { return flows::to_unix_ms(now_) - 1'000'000; }
  void advance(flows::milliseconds by) { now_ += by; }

private:
  flows::timestamp now_ = flows::from_unix_ms(1'767'300'000'000);
};

} // namespace charla::tests
