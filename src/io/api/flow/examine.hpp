#pragma once

#include "flows/definition/program.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// One thing to be said of a flow.
struct finding {
  std::string_view severity; ///< `error`: it cannot be published; `warning`: only by force; `hint`
  flows::error about;        ///< `where` is the path in the written flow
};

/// A graph that somebody wrote, looked at.
struct examined {
  std::optional<flows::flow> read;             ///< absent: the text is no flow at all
  std::shared_ptr<const flows::program> ready; ///< null while there are errors
  std::vector<finding> findings;

  [[nodiscard]] bool any(std::string_view severity) const;
};

/// @param as the identity that the flow gets; a draft is its flow's version 0.
[[nodiscard]] examined examine(const ports::codec& codec, std::string_view graph, const ports::flow_row& as);
/// The findings of this severity as wrong fields of `graph`.
[[nodiscard]] std::vector<field_error> graph_errors(const examined& e, std::string_view severity);

/// `"findings":[{severity, code, what, where}…]`
void write_findings(json::writer& w, const std::vector<finding>& findings);

} // namespace charla::api
