#pragma once

#include "flows/cause.hpp"

namespace charla::flows {

/// The customer's address that a cause carries; nullptr when it carries none.
[[nodiscard]] const address* peer_in(const cause_body& c);

} // namespace charla::flows
