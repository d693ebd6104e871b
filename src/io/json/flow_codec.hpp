#pragma once

#include "flows/definition/flow.hpp"
#include "flows/error.hpp"

namespace charla::json {

/// Reads the graph of a flow, strictly: what it does not know is an error with its path, because a misspelt member
/// would otherwise be a step that silently does less. Known: `name`, `start`, `nodes`; of a node `type`, `fields`,
/// `exits`; `position` (for the editor) and `comment` are read over everywhere, `$schema` at the top.
/// Identity and version are columns of the store, not part of the graph.
/// Errors: `json.*`, `flow.unknown_member`, `flow.duplicate_node`, `flow.too_large`.
[[nodiscard]] flows::result<flows::flow> read_flow(std::string_view text);

[[nodiscard]] std::string write_flow(const flows::flow& f);

} // namespace charla::json
