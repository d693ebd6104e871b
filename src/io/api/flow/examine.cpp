#include "io/api/flow/examine.hpp"

#include <algorithm>

namespace charla::api {

bool examined::any(severity how_bad) const {
  return std::any_of(findings.begin(), findings.end(), [&](const finding& f) { return f.how_bad == how_bad; });
}

ports::stored<std::vector<flows::flow>> flows_beside(const call& c, flows::flow_id but) {
  const auto rows = c.store().flows(c.who.tenant);
  if (!rows) return tl::make_unexpected(rows.error());
  std::map<flows::flow_id, const ports::flow_row*> chosen; // rows come by version: the newest is the last
  for (const auto& row : *rows) {
    if (row.id == but) continue;
    auto& one = chosen[row.id];
    if (one == nullptr || one->status != "active") one = &row;
  }
  std::vector<flows::flow> out;
  for (const auto& [id, row] : chosen) {
    auto flow = c.house.with.codec.decode_flow(row->graph);
    if (!flow) continue;
    flow->id = row->id;
    flow->version = row->version;
    flow->tenant = row->tenant;
    out.push_back(std::move(*flow));
  }
  return out;
}

examined examine(const ports::codec& codec, const ports::flow_row& as, const std::vector<flows::flow>& beside) {
  examined out;
  auto flow = codec.decode_flow(as.graph);
  if (!flow) {
    auto& e = flow.error();
    out.findings.push_back({severity::error, std::move(e.code), std::move(e.what), std::move(e.where)});
    return out;
  }
  flow->id = as.id;
  flow->version = as.version;
  flow->tenant = as.tenant;
  flows::check::lint_context context;
  std::transform(beside.begin(), beside.end(), std::back_inserter(context.others),
                 [](const flows::flow& f) { return &f; });
  out.findings = flows::check::lint(*flow, context);
  out.read = *flow;
  out.ready = flows::compile(*std::move(flow)).ready;
  return out;
}

std::vector<field_error> graph_errors(const examined& e, severity how_bad) {
  std::vector<field_error> out;
  for (const auto& f : e.findings)
    if (f.how_bad == how_bad) out.push_back({f.where.empty() ? "graph" : "graph." + f.where, f.code, f.what});
  return out;
}

void write_findings(json::writer& w, const std::vector<finding>& findings) {
  w.key("findings").begin_array();
  for (const auto& f : findings) {
    w.begin_object().member("severity", flows::check::name_of(f.how_bad)).member("code", f.code);
    w.member("what", f.what).member("where", f.where).end_object();
  }
  w.end_array();
}

} // namespace charla::api
