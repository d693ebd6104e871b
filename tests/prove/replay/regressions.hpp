#pragma once

#include "flows/definition/flow.hpp"
#include "flows/replay.hpp"

#include <functional>

namespace charla::prove {

/// An edit of the flow that changes what customers read, or (`harmless`) that does not.
struct edit {
  std::string name;
  bool harmless = false;
  std::function<void(flows::flow&)> make;
};

/// At least thirty that must be noticed and some that must not.
[[nodiscard]] std::vector<edit> planted_edits();

} // namespace charla::prove
