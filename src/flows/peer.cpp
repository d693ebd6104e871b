#include "flows/peer.hpp"

#include "flows/overloaded.hpp"

namespace charla::flows {

const address* peer_in(const cause_body& c) {
  return std::visit(overloaded{
                        [](const inbound_message& m) -> const address* { return &m.from; },
                        [](const history_message& m) -> const address* { return &m.peer; },
                        [](const auto& m) -> const address* {
                          if constexpr (requires { m.to; })
                            return &m.to;
                          else
                            return nullptr;
                        },
                    },
                    c);
}

} // namespace charla::flows
