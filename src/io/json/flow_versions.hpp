#pragma once

#include "flows/definition/catalog.hpp"
#include "io/ports/admin.hpp"
#include "io/ports/codec.hpp"

namespace charla::json {

/// A tenant's versions, made ready: as the engine and the API have them.
struct flow_versions {
  std::vector<std::shared_ptr<const flows::program>> ready;
  std::vector<flows::flow_version> live; ///< by precedence: of triggers that fit alike, what went live last
  struct failure {
    std::string name;
    std::int32_t version = 0;
    flows::error why;
  };
  std::vector<failure> unreadable; ///< kept by an earlier program, or altered from outside
};
[[nodiscard]] flow_versions compile_versions(const std::vector<ports::flow_row>& rows, const ports::codec& codec);

} // namespace charla::json
