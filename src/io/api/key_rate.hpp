#pragma once

#include "io/ports/clock.hpp"

#include <cstdint>
#include <map>
#include <mutex>

namespace charla::api {

/// How many requests a key may still make.
struct key_allowance {
  std::int32_t limit = 0;     ///< a minute; 0: without limit
  std::int32_t remaining = 0; ///< now
  std::int32_t reset_s = 0;   ///< until the whole minute's worth is there again
  std::int32_t wait_s = 0;    ///< 0: this request may go on; else when to ask again
};

/// A token bucket for each API key: a minute's worth at once, then as fast as it fills. Thread-safe; holds a bounded
/// number of buckets.
class key_rate {
public:
  static constexpr std::size_t buckets_max = 10'000;

  explicit key_rate(const ports::clock& clock) : clock_(clock) {}
  /// Takes one request of the key.
  /// @param per_minute 0: without limit.
  [[nodiscard]] key_allowance take(std::int32_t key, std::int32_t per_minute);

private:
  struct bucket {
    double tokens = 0;
    std::int64_t at_ms = 0;
  };
  const ports::clock& clock_;
  std::mutex mutex_;
  std::map<std::int32_t, bucket> buckets_;
};

} // namespace charla::api
