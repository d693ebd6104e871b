#pragma once

#include "io/ports/admin.hpp"
#include "io/ports/clock.hpp"
#include "io/ports/codec.hpp"
#include "io/ports/config.hpp"
#include "io/ports/crypto.hpp"

namespace charla::cli {

/// What the first start leaves behind: who may sign in, and where a message may come in.
struct first_run_result {
  bool made_now = false;               ///< false: the installation had a tenant already
  std::optional<flows::user_id> owner; ///< the first owner of the first tenant, if there is one
  std::string owner_email;             ///< development only
  std::string owner_password;          ///< development only, made at random, shown once
};

/// Makes the demo tenant (in Spanish), its owner, the channel `wa_main` and the example flow, once (R051, R063); and at
/// every start brings the environment's channel settings into `wa_main` (R056, R126). Outside development it makes the
/// tenant and the channel but no user: the first owner signs up with the bootstrap token.
/// Errors: `store.*`, `flow.*` for an example flow that does not read.
[[nodiscard]] flows::result<first_run_result> prepare_installation(ports::store_admin& admin,
                                                                   const ports::config& config,
                                                                   const std::string& simulator_url,
                                                                   const ports::codec& codec,
                                                                   ports::crypto& crypto,
                                                                   const ports::clock& clock);

} // namespace charla::cli
