#pragma once

#include "flows/error.hpp"
#include "io/config/environment.hpp"
#include "io/ports/config.hpp"

#include <set>
#include <vector>

namespace charla::config {

/// What follows from other values: addresses made of POSTGRES_… and REDIS_…, the spelling of a database's address, the
/// kind of store, the names of the replaced engine. `given` holds the keys that somebody set. Returns the problems.
[[nodiscard]] std::vector<std::string>
derive(ports::config& c, const environment& env, const std::set<std::string>& given);

} // namespace charla::config
