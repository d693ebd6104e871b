#pragma once

#include "io/http/site.hpp"

#include <chrono>

namespace charla::http {

/// One answered request: the line `request_completed` (R141) and the metrics R137, R138.
struct request_report {
  std::string_view endpoint; ///< the route's pattern, `unmatched` when there is none
  std::string_view method;   ///< `other` when it is none of the usual ones
  int status = 0;
  std::chrono::nanoseconds took{0};
  const std::string& correlation_id;
};
void report(site& here, const request_report& r);

/// The method as a label of bounded choice.
[[nodiscard]] std::string_view method_label(std::string_view method);

} // namespace charla::http
