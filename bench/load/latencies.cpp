#include "load/latencies.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace charla::bench {

double latencies::ms_at(double q) {
  if (values_.empty()) return 0;
  if (!sorted_) std::sort(values_.begin(), values_.end());
  sorted_ = true;
  const auto last = values_.size() - 1;
  const auto index = static_cast<std::size_t>(q * static_cast<double>(last) + 0.5);
  return static_cast<double>(values_[std::min(index, last)]) / 1e6;
}

std::string latencies::json() {
  return fmt::format(R"({{"count":{},"p50":{:.4f},"p90":{:.4f},"p99":{:.4f},"p999":{:.4f},"max":{:.4f}}})", count(),
                     ms_at(0.5), ms_at(0.9), ms_at(0.99), ms_at(0.999), ms_at(1));
}

} // namespace charla::bench
