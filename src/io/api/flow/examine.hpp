#pragma once

#include "flows/check/lint.hpp"
#include "flows/definition/program.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

using finding = flows::check::finding;
using flows::check::severity;

/// A graph that somebody wrote, looked at.
struct examined {
  std::optional<flows::flow> read;             ///< absent: the text is no flow at all
  std::shared_ptr<const flows::program> ready; ///< null while there are errors
  std::vector<finding> findings;

  [[nodiscard]] bool any(severity how_bad) const;
};

/// What the tenant's other flows are, for whatever refers to them: the live version of each, else its newest.
[[nodiscard]] ports::stored<std::vector<flows::flow>> flows_beside(const call& c, flows::flow_id but);
/// @param as the graph, and the identity that the flow gets.
[[nodiscard]] examined
examine(const ports::codec& codec, const ports::flow_row& as, const std::vector<flows::flow>& beside);
/// The findings of this severity as wrong fields of `graph`.
[[nodiscard]] std::vector<field_error> graph_errors(const examined& e, severity how_bad);

/// `"findings":[{severity, code, what, where}…]`
void write_findings(json::writer& w, const std::vector<finding>& findings);

} // namespace charla::api
