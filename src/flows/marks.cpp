#include "flows/marks.hpp"

#include "flows/limits.hpp"

#include <algorithm>

namespace charla::flows {

std::string change_marks(std::vector<std::string>& marks,
                         const std::vector<std::string>& added,
                         const std::vector<std::string>& removed) {
  std::string done;
  const auto note = [&](char sign, const std::string& name) {
    done += (done.empty() ? "" : " ") + std::string{sign} + name;
  };
  for (const auto& name : added) {
    const auto at = std::lower_bound(marks.begin(), marks.end(), name);
    if ((at != marks.end() && *at == name) || marks.size() >= limits::marks_max) continue;
    marks.insert(at, name);
    note('+', name);
  }
  for (const auto& name : removed) {
    const auto at = std::lower_bound(marks.begin(), marks.end(), name);
    if (at == marks.end() || *at != name) continue;
    marks.erase(at);
    note('-', name);
  }
  return done;
}

} // namespace charla::flows
