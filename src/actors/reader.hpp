#pragma once

#include "actors/base.hpp"
#include "actors/wiring.hpp"

namespace charla::actors {

/// Reads the tenants, channels and flows anew. Blocks; called on the reader's thread only.
using directory_loader = std::function<stored<directory_ptr>()>;

/// Wakes conversations up from its own connection, so that a wake-up never waits behind a commit. Detached.
class reader : public actor_base {
public:
  reader(caf::actor_config& cfg,
         const services& with,
         wiring& who,
         std::unique_ptr<ports::store_reader> rows,
         directory_loader directory,
         std::function<void(const directory_ptr&)> on_directory);
  caf::behavior make_behavior() override;

private:
  [[nodiscard]] conversation_loaded_ptr load(const load_conversation& q);

  const services& with_;
  wiring& who_;
  std::unique_ptr<ports::store_reader> rows_;
  directory_loader directory_;
  std::function<void(const directory_ptr&)> on_directory_;
};

} // namespace charla::actors
