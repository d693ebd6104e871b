#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace charla::ports {

using labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Counters, gauges and histograms by name; the names, units, help texts and label names stand in one catalogue
/// (`io/metrics/catalog.hpp`), and a name that is not there is refused. Thread-safe.
class metrics {
public:
  virtual ~metrics() = default;
  virtual void count(std::string_view name, labels l = {}, double by = 1) = 0;
  virtual void set(std::string_view name, double value, labels l = {}) = 0;
  virtual void observe(std::string_view name, double seconds, labels l = {}) = 0;
  /// The Prometheus text format 0.0.4.
  [[nodiscard]] virtual std::string scrape() = 0;
};

} // namespace charla::ports
