#include "flows/peer.hpp"

#include "flows/overloaded.hpp"

namespace charla::flows {

const address* peer_in(const cause_body& c) {
  return std::visit(overloaded{
                        [](const inbound_message& m) -> const address* { return &m.from; },
                        [](const echo_message& m) -> const address* { return &m.to; },
                        [](const history_message& m) -> const address* { return &m.peer; },
                        [](const outgoing_request& m) -> const address* { return &m.to; },
                        [](const auto&) -> const address* { return nullptr; },
                    },
                    c);
}

} // namespace charla::flows
