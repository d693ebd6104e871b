#pragma once

#include "io/ports/provider.hpp"

#include <string>

namespace charla::tests {

/// One line of a golden file: where the event belongs and everything it says, as JSON.
std::string render(const ports::provider_event& e);

/// Whole file; fails the test when it cannot be read.
std::string slurp(const std::string& path);

} // namespace charla::tests
