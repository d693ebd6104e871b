#include "io/api/task.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

// How long sends take, read back from the histograms that the process keeps.
namespace charla::api {

namespace {

/// A histogram in Prometheus' text: how many took at most so many seconds.
struct histogram {
  std::vector<std::pair<double, double>> up_to; ///< (seconds, count), rising
};

std::optional<double> number_in(std::string_view text) {
  if (text == "+Inf") return HUGE_VAL;
  double value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Reads `name_bucket{…le="0.5"…} 12`.
std::optional<std::pair<double, double>> bucket_in(std::string_view line, std::string_view name) {
  if (!line.starts_with(name) || !line.substr(name.size()).starts_with("_bucket{")) return std::nullopt;
  const auto le = line.find("le=\"");
  const auto blank = line.rfind(' ');
  if (le == std::string_view::npos || blank == std::string_view::npos) return std::nullopt;
  const auto quoted = line.substr(le + 4);
  const auto bound = number_in(quoted.substr(0, quoted.find('"')));
  const auto count = number_in(line.substr(blank + 1));
  if (!bound || !count) return std::nullopt;
  return std::pair{*bound, *count};
}

histogram read(std::string_view scraped, std::string_view name) {
  histogram h;
  while (!scraped.empty()) {
    const auto end = std::min(scraped.find('\n'), scraped.size());
    if (const auto bucket = bucket_in(scraped.substr(0, end), name)) h.up_to.push_back(*bucket);
    scraped.remove_prefix(std::min(end + 1, scraped.size()));
  }
  return h;
}

/// Between the bounds of its bucket in proportion; the last bound where it is beyond.
void write_percentile(json::writer& w, std::string_view name, const histogram& h, double part) {
  w.key(name);
  const auto wanted = h.up_to.back().second * part;
  double low = 0;
  double below = 0;
  for (const auto& [bound, count] : h.up_to) {
    if (count >= wanted) {
      const auto high = std::isinf(bound) ? low : bound;
      const auto share = count > below ? (wanted - below) / (count - below) : 1;
      w.number((low + (high - low) * share) * 1000);
      return;
    }
    low = bound;
    below = count;
  }
  w.null();
}

void write_one(json::writer& w, std::string_view name, const histogram& h) {
  const auto count = h.up_to.empty() ? 0.0 : h.up_to.back().second;
  w.key(name).begin_object().member("count", static_cast<std::int64_t>(count));
  if (count > 0) {
    write_percentile(w, "p50_ms", h, 0.5);
    write_percentile(w, "p95_ms", h, 0.95);
  } else {
    w.key("p50_ms").null().key("p95_ms").null();
  }
  w.end_object();
}

} // namespace

void write_performance(json::writer& w, const std::string& scraped) {
  w.key("performance").begin_object();
  write_one(w, "accepted", read(scraped, "charla_append_seconds"));
  write_one(w, "provider", read(scraped, "charla_send_seconds"));
  w.end_object();
}

} // namespace charla::api
