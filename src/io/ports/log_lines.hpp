#pragma once

#include "flows/time.hpp"
#include "io/ports/log.hpp"

#include <vector>

/// The newest lines of this process's log, to be looked at.
namespace charla::ports {

struct kept_line {
  std::int64_t id = 0; ///< rises by one a line
  flows::timestamp at;
  log_level level = log_level::info;
  std::string event;
  std::string text; ///< the line as a JSON object, without what it hides
};

struct line_filter {
  log_level at_least = log_level::debug;
  std::string event; ///< how the event begins: `sender.`; empty: any
  std::string text;  ///< anywhere in the line
  std::string correlation_id;
};

class log_lines {
public:
  virtual ~log_lines() = default;
  /// Newest first. @param before only lines with a smaller id; 0: from the newest on.
  [[nodiscard]] virtual std::vector<kept_line>
  newest(const line_filter& f, std::int64_t before, std::size_t limit) const = 0;
};

} // namespace charla::ports
