#pragma once

#include "flows/record.hpp"

namespace charla::flows {

/// Lets the bot react: results of calls first, then what the customer said, then timers. So a reply that came before
/// its timeout was decided wins over it. A result or timer that no wait asks for is traced as `stale` and changes
/// nothing.
/// Errors: `flow.loop`, `flow.missing_version`, `flow.missing_node`, `flow.unknown_step`, `flow.too_many_sends`,
/// `flow.too_many_variables`, `flow.bad_field`.
[[nodiscard]] result<void> run_flow(turn& t, const catalog& flows, const flow_input& in);

} // namespace charla::flows
