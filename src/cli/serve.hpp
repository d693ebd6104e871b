#pragma once

#include "cli/simulator_server.hpp"
#include "io/ports/config.hpp"

namespace charla::cli {

/// Runs the engine until SIGINT or SIGTERM. Returns the exit status.
int serve(const ports::config& config);

/// Runs the emulated providers alone until SIGINT or SIGTERM; the secret and the number are the configuration's.
/// Returns the exit status.
int simulate_provider(const ports::config& config, simulator_settings settings);

} // namespace charla::cli
