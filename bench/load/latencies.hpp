#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace charla::bench {

/// Keeps every measured duration: exact percentiles, 8 bytes each.
class latencies {
public:
  void add(std::int64_t ns) { values_.push_back(ns); }
  [[nodiscard]] std::size_t count() const noexcept { return values_.size(); }
  /// Milliseconds at the quantile `q` of [0, 1]; 0 when nothing was measured.
  [[nodiscard]] double ms_at(double q);
  /// `{"count":…,"p50":…,"p90":…,"p99":…,"p999":…,"max":…}`, milliseconds.
  [[nodiscard]] std::string json();

private:
  std::vector<std::int64_t> values_;
  bool sorted_ = false;
};

} // namespace charla::bench
