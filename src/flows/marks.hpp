#pragma once

#include <string>
#include <vector>

namespace charla::flows {

/// Adds names to and removes names from a sorted list of marks (tags, labels); beyond `limits::marks_max` nothing is
/// added. @returns what was done, for the trace: `+vip -nuevo`.
std::string change_marks(std::vector<std::string>& marks,
                         const std::vector<std::string>& added,
                         const std::vector<std::string>& removed);

} // namespace charla::flows
