#pragma once

#include "flows/definition/flow.hpp"

namespace charla::flows {

/// The steps of the flow that `n` may lead to: its exits' targets and, of a jump, where it jumps to.
[[nodiscard]] std::vector<std::string> successors(const flow& f, const node& n);

} // namespace charla::flows
