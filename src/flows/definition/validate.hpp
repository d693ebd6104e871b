#pragma once

#include "flows/definition/flow.hpp"
#include "flows/error.hpp"

namespace charla::flows {

/// Everything that is wrong with a flow; empty: it may be published. Each error's `where` is the path in the written
/// flow: `start`, `nodes.saludo.fields.text`, `nodes.saludo.exits.next`.
/// Codes: `flow.no_nodes`, `flow.too_many_nodes`, `flow.missing_start`, `flow.missing_name`, `flow.bad_id`,
/// `flow.unknown_step`, `flow.missing_field`, `flow.unknown_field`, `flow.bad_field`, `flow.bad_pattern`,
/// `flow.unknown_exit`, `flow.missing_exit`, `flow.missing_node`, `flow.loop`.
[[nodiscard]] std::vector<error> validate(const flow& f);

} // namespace charla::flows
