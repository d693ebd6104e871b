#pragma once

#include "io/ports/connection.hpp"

namespace charla::store {

/// Ties sealed credentials to their row: copied to another one they do not open.
inline std::string seal_context(const ports::connection_row& c) {
  return "connection/" + std::to_string(c.tenant.value()) + '/' + c.kind;
}

} // namespace charla::store
