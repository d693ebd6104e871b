#pragma once

#include "io/ports/config.hpp"

#include <string>

namespace charla::cli {

/// Runs the engine until SIGINT or SIGTERM. Returns the exit status.
int serve(const ports::config& config);

/// Runs the simulated provider alone until SIGINT or SIGTERM. Returns the exit status.
int simulate_provider(const ports::config& config, std::uint16_t port, const std::string& callback_url);

} // namespace charla::cli
