#include "io/http/request_report.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace charla::http {

std::string_view method_label(std::string_view method) {
  static constexpr auto usual =
      std::to_array<std::string_view>({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"});
  const auto known = std::find(usual.begin(), usual.end(), method);
  return known == usual.end() ? std::string_view{"other"} : *known;
}

void report(site& here, const request_report& r) {
  std::array<char, 8> status{};
  std::snprintf(status.data(), status.size(), "%d", r.status);
  here.metrics.count("http_requests_total",
                     {{"endpoint", r.endpoint}, {"method", r.method}, {"status", status.data()}});
  const double seconds = std::chrono::duration<double>(r.took).count();
  here.metrics.observe("http_request_latency_seconds", seconds, {{"endpoint", r.endpoint}});
  if (!here.log.enabled(ports::log_level::info)) return;
  std::array<char, 24> latency{};
  std::snprintf(latency.data(), latency.size(), "%.3f", seconds * 1e3);
  here.log.info("request_completed", {{"endpoint", std::string{r.endpoint}},
                                      {"method", std::string{r.method}},
                                      {"status_code", status.data()},
                                      {"latency_ms", latency.data()},
                                      {"correlation_id", r.correlation_id}});
}

} // namespace charla::http
