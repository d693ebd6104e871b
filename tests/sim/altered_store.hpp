#pragma once

#include "io/store/memory/disk.hpp"
#include "sim/forwarding_store.hpp"

#include <functional>

namespace charla::sim {

/// What a mutant does differently around the calls of the true store.
struct alteration {
  using rows = store::memory::rows;
  std::function<void(ports::batch&, rows&)> before;
  std::function<void(const ports::batch&, ports::batch_result&, rows&)> after;
  std::function<void(rows&)> before_outbox_recovery;
  bool blind_sweep = false;
};

[[nodiscard]] std::unique_ptr<ports::store>
altered(std::unique_ptr<ports::store> inner, std::shared_ptr<store::memory_disk> disk, alteration how);

} // namespace charla::sim
