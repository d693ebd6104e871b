#pragma once

#include "flows/definition/flow.hpp"
#include "flows/error.hpp"

namespace charla::flows {

/// One step of the lists that `import_path` reads, as a node without an id; its exits are still names of paths.
struct import_step {
  struct target {
    std::string path;
    std::string where; ///< where it is named, for the error
  };
  node made;
  std::vector<std::string> goes_on_by; ///< exits to the next step of the list
  std::map<std::string, target> goes_to;
};

/// Errors as of `import_path`.
[[nodiscard]] result<import_step> read_import_step(const value& written, const std::string& where);

} // namespace charla::flows
