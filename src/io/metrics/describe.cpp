#include "io/metrics/registry.hpp"

namespace charla::metrics {

namespace {

std::string_view name_of(kind k) {
  switch (k) {
  case kind::counter: return "counter";
  case kind::gauge: return "gauge";
  case kind::histogram: return "histogram";
  }
  return "";
}

} // namespace

std::string describe_markdown(std::span<const row> rows) {
  std::string out = "| metric | type | labels | meaning |\n|---|---|---|---|\n";
  for (const auto& r : rows) {
    std::string labels;
    for (const auto l : r.labels) {
      if (l.empty()) break;
      if (!labels.empty()) labels += ", ";
      labels += l;
    }
    out += "| `";
    out += r.name;
    out += "` | ";
    out += name_of(r.type);
    out += " | " + labels + " | ";
    out += r.help;
    out += " |\n";
  }
  return out;
}

} // namespace charla::metrics
