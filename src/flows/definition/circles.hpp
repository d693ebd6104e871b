#pragma once

#include "flows/definition/flow.hpp"

namespace charla::flows {

/// A circle of steps none of which waits for the outside: a run that enters it never comes out of its turn.
/// @returns the ids in the order of the walk, each circle once; empty when there is none.
[[nodiscard]] std::vector<std::vector<std::string>> endless_circles(const flow& f);

} // namespace charla::flows
