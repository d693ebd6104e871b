#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace charla::cli {

/// `charla flow …`: flows are checked, tested, tried out and drawn without a running Charla.
struct flow_options {
  enum class act { check, test, play, graph, import, schema };
  act what = act::check;
  std::vector<std::string> files; ///< of `play`, `graph` and `import` the first is meant; the others stand beside it
  bool strict = false;            ///< check: warnings count
  bool json = false;              ///< check: for programs
  bool update = false;            ///< test: writes what came as what is expected
  bool markdown = false;          ///< schema: the tables of docs/flows.md
};

/// @returns the exit status. check: 0 good, 1 warnings (with `strict`), 2 errors. test: 0 passed, 1 failed, 2 there was
///          nothing to run. Others: 0, or 2 with a sentence on `err`.
int flow(const flow_options& o, std::istream& in, std::ostream& out, std::ostream& err);

} // namespace charla::cli
