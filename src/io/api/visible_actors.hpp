#pragma once

#include "io/api/identity.hpp"
#include "io/ports/engine.hpp"

#include <unordered_map>

namespace charla::api {

/// Which actors somebody may see: the services, and the conversations of their own tenant; all of them for whoever runs
/// the installation. Remembers what it has asked the store.
class visible_actors {
public:
  static constexpr std::size_t remembered_max = 10'000;

  explicit visible_actors(const identity& who) : tenant_(who.tenant), everything_(who.runs_installation) {}
  [[nodiscard]] bool shows(ports::store_admin& store, const ports::actor_info& actor);

private:
  flows::tenant_id tenant_;
  bool everything_;
  std::unordered_map<std::string, bool> known_;
};

} // namespace charla::api
