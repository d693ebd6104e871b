#pragma once

#include "io/ports/log.hpp"
#include "io/ports/metrics.hpp"

#include <map>
#include <string>

/// Log and metrics that keep what was said for the test to look at, and say nothing to the outside.
namespace charla::tests {

class silent_log final : public ports::log {
public:
  void write(ports::log_level, std::string_view event, std::initializer_list<ports::field>) override {
    ++events[std::string{event}];
  }
  [[nodiscard]] bool enabled(ports::log_level) const noexcept override { return true; }
  std::map<std::string, int> events; ///< how often each was said
};

class counting_metrics final : public ports::metrics {
public:
  void count(std::string_view name, ports::labels l, double by) override {
    counted[std::string{name}] += by;
    for (const auto& [key, value] : l)
      counted[std::string{name} + '/' + std::string{value}] += by;
  }
  void set(std::string_view, double, ports::labels) override {}
  void observe(std::string_view, double, ports::labels) override {}
  [[nodiscard]] std::string scrape() override { return {}; }
  std::map<std::string, double> counted; ///< `name` and `name/label value`
};

} // namespace charla::tests
