#pragma once

#include "flows/record.hpp"

namespace charla::flows {

/// A message of the customer: into the history whatever it is; opens the service window when the customer really
/// wrote; becomes input of the flow when it wants an answer.
void record_inbound(turn& t, const inbound_message& m, flow_input& in);

} // namespace charla::flows
