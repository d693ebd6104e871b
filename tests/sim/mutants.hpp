#pragma once

#include "sim/simulation.hpp"

namespace charla::sim {

/// A fault that somebody could have made, planted outside of the product by wrapping one of its ports, and the
/// invariant that it breaks. The checkers are worth what they catch.
struct mutant {
  const char* name;
  const char* invariant;          ///< `I1`
  std::function<planted()> plant; ///< anew for each world
};

[[nodiscard]] const std::vector<mutant>& all_mutants();

} // namespace charla::sim
