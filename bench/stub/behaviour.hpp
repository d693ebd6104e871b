#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace charla::bench {

/// How the stub treats requests. Every probability is drawn anew for each request, in the order in which they stand
/// here; the control URL changes them while it runs.
struct behaviour {
  double refuse = 0; ///< the connection closes before anything is noted: never arrived
  double error = 0;  ///< answered with `error_status` and `error_code`
  double lose = 0;   ///< taken and noted, then the connection closes without an answer
  double delay = 0;  ///< answered after `delay_ms`
  std::int64_t delay_ms = 0;
  int error_status = 500;
  int error_code = 131000; ///< Meta's code in the error body
  std::string statuses;    ///< posted for every taken message, in order, comma-separated: `sent,delivered,read`
  std::int64_t status_delay_ms = 0;
  double status_lost = 0; ///< share of the status webhooks that are never posted
};

/// Sets one field by name. @returns false when there is none of that name or the value is no number.
[[nodiscard]] bool set_field(behaviour& b, std::string_view name, std::string_view value);
/// Applies `a=1&b=2`; returns the first part that was wrong, or nothing.
[[nodiscard]] std::string set_fields(behaviour& b, std::string_view query);

} // namespace charla::bench
