#pragma once

#include "flows/turn.hpp"

namespace charla::flows {

/// What the causes of one turn ask of the flow, once all of them are in the history: the whole burst of the customer's
/// messages is one input (R117).
struct flow_input {
  bool spoken = false;                     ///< the customer said something that wants an answer
  std::string text;                        ///< the texts of the burst, joined by newlines
  const inbound_message* newest = nullptr; ///< the last message that wants an answer
  bool first_contact = false;              ///< the customer has never written before
  std::vector<const call_finished*> calls;
  std::vector<const timer_fired*> timers;
  std::vector<const run_request*> requests;
  bool opted_in = false;
  bool resolved = false;
};

/// Writes one cause into the next state: history line, window, names, status, who speaks. Sends what people asked to
/// send; never lets the bot speak. What the flow must react to is added to `in`, which points into `c`.
void record(turn& t, const cause& c, flow_input& in);

} // namespace charla::flows
