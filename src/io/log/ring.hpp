#pragma once

#include "io/ports/log_lines.hpp"

#include <deque>
#include <mutex>

namespace charla::log {

/// The newest lines, in memory: what was written, secrets left out already. Thread-safe; the oldest go.
class ring final : public ports::log_lines {
public:
  static constexpr std::size_t lines_max = 5000;

  /// @param text the line as JSON.
  void keep(flows::timestamp at, ports::log_level level, std::string_view event, std::string text);
  [[nodiscard]] std::vector<ports::kept_line>
  newest(const ports::line_filter& f, std::int64_t before, std::size_t limit) const override;

private:
  mutable std::mutex mutex_;
  std::int64_t last_ = 0;
  std::deque<ports::kept_line> lines_;
};

} // namespace charla::log
