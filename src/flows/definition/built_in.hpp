#pragma once

#include "flows/definition/program.hpp"

namespace charla::flows {

/// What answers an organisation that has no flow of its own: a greeting, the prices, a default (R058, R059, R166), in
/// the contact's language. Flow 0, version 1.
[[nodiscard]] const std::shared_ptr<const program>& built_in_flow();

} // namespace charla::flows
