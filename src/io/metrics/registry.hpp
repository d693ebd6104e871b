#pragma once

#include "io/metrics/catalog.hpp"
#include "io/ports/log.hpp"
#include "io/ports/metrics.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace charla::metrics {

struct registry_options {
  std::string service = "charla"; ///< the value of a `service` label that the caller leaves out
  /// Run before each scrape, one scrape at a time: for gauges that are read, not kept (backlog, dropped log lines).
  std::vector<std::function<void(ports::metrics&)>> before_scrape;
  std::span<const row> rows = catalog;
};

/// The catalogue behind the port, on prometheus-cpp. An update finds its series without a lock (the mutex is for a
/// label set's first time). What does not fit the catalogue is refused, counted in `charla_metrics_refused_total` and
/// logged once a name (`metrics.refused`). `log` must outlive the result.
[[nodiscard]] std::unique_ptr<ports::metrics> make_metrics(ports::log& log, registry_options options = {});

/// The catalogue as a Markdown table, for docs/operating.md.
[[nodiscard]] std::string describe_markdown(std::span<const row> rows = catalog);

} // namespace charla::metrics
