#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace charla::sim {

/// The only source of chance in a simulated world: the same seed rolls the same numbers on every machine (the standard
/// fixes the engine, but not its distributions, so none is used).
class dice {
public:
  explicit dice(std::uint64_t seed) : engine_(seed) {}

  /// 0 … n-1; 0 when n is 0.
  std::size_t below(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(engine_() % n); }
  /// low … high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
  }
  /// True in `permille` of a thousand rolls.
  bool chance(std::size_t permille) { return below(1000) < permille; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

private:
  std::mt19937_64 engine_;
};

} // namespace charla::sim
