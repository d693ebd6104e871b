#pragma once

#include "flows/record.hpp"

namespace charla::flows {

/// Lets the bot react: results of calls first, then what programs and operators ask for, what the customer said, and
/// timers. So a reply that came before its timeout was decided wins over it. A result or timer that no wait asks for is
/// traced as `stale` and changes nothing.
///
/// One run at a time: whoever is in none begins the flow whose trigger fits best; a waiting run takes what the customer
/// says, unless a trigger that `interrupts` fits it.
///
/// Errors: `flow.loop`, `flow.too_deep`, `flow.too_many_sends`, `flow.too_many_idle_turns`, `flow.too_many_visits` (a
/// runaway: see `decide`); `flow.missing_version`, `flow.missing_node`, `flow.too_many_variables`, `flow.bad_field`.
[[nodiscard]] result<void> run_flow(turn& t, const catalog& flows, const flow_input& in);

} // namespace charla::flows
