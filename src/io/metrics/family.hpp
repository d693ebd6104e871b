#pragma once

#include "io/metrics/catalog.hpp"

#include <atomic>
#include <deque>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <string>
#include <variant>

namespace charla::metrics {

using label_values = std::array<std::string_view, labels_max>;

/// One metric and its series. Series are never removed and never more than `label_sets_max` + `other`, so they live in
/// an open-addressed table of pointers that readers walk without a lock.
class family {
public:
  using series = std::variant<prometheus::Counter*, prometheus::Gauge*, prometheus::Histogram*>;

  family(const row& what, prometheus::Registry& registry);

  /// The series of these values (in the catalogue's order), made at its first use; `other` once the metric is full.
  [[nodiscard]] const series& at(const label_values& values);
  [[nodiscard]] const row& what() const noexcept { return row_; }
  /// True once, for the caller that has to say that the metric is full.
  [[nodiscard]] bool just_became_full() noexcept { return full_.load() && !told_full_.exchange(true); }

private:
  struct entry {
    std::size_t hash = 0;
    std::array<std::string, labels_max> values;
    series handle;
  };
  static constexpr std::size_t slots = 512;
  static_assert(slots > 2 * label_sets_max);

  [[nodiscard]] const entry* find(std::size_t hash, const label_values& values) const noexcept;
  const series& make(std::size_t hash, const label_values& values);
  [[nodiscard]] series add(const label_values& values);

  const row& row_;
  std::variant<prometheus::Family<prometheus::Counter>*,
               prometheus::Family<prometheus::Gauge>*,
               prometheus::Family<prometheus::Histogram>*>
      family_;
  std::array<std::atomic<const entry*>, slots> table_{};
  std::atomic<bool> full_{false};
  std::atomic<bool> told_full_{false};
  std::mutex mutex_; ///< for `entries_` and the writing of `table_`
  std::deque<entry> entries_;
  series other_;
};

} // namespace charla::metrics
