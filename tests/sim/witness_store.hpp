#pragma once

#include "io/store/memory.hpp"
#include "sim/surroundings.hpp"

namespace charla::sim {

using disk_ptr = std::shared_ptr<store::memory_disk>;

/// A store between the engine and `inner` that fails as the odds say and writes into the journal what has truly become
/// of every batch, also of those whose answer gets lost. `disk` is the one that `inner` writes to.
[[nodiscard]] std::unique_ptr<ports::store>
witnessed(std::unique_ptr<ports::store> inner, disk_ptr disk, surroundings& around);

} // namespace charla::sim
