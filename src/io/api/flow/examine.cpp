#include "io/api/flow/examine.hpp"

#include <algorithm>

namespace charla::api {

bool examined::any(std::string_view severity) const {
  return std::any_of(findings.begin(), findings.end(), [&](const finding& f) { return f.severity == severity; });
}

examined examine(const ports::codec& codec, std::string_view graph, const ports::flow_row& as) {
  examined out;
  auto flow = codec.decode_flow(graph);
  if (!flow) {
    out.findings.push_back({"error", std::move(flow.error())});
    return out;
  }
  flow->id = as.id;
  flow->version = as.version;
  flow->tenant = as.tenant;
  out.read = *flow;
  auto made = flows::compile(*std::move(flow));
  for (auto& e : made.problems)
    out.findings.push_back({"error", std::move(e)});
  out.ready = std::move(made.ready);
  return out;
}

std::vector<field_error> graph_errors(const examined& e, std::string_view severity) {
  std::vector<field_error> out;
  for (const auto& f : e.findings)
    if (f.severity == severity)
      out.push_back({f.about.where.empty() ? "graph" : "graph." + f.about.where, f.about.code, f.about.what});
  return out;
}

void write_findings(json::writer& w, const std::vector<finding>& findings) {
  w.key("findings").begin_array();
  for (const auto& f : findings) {
    w.begin_object().member("severity", f.severity).member("code", f.about.code);
    w.member("what", f.about.what).member("where", f.about.where).end_object();
  }
  w.end_array();
}

} // namespace charla::api
