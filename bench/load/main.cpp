#include "load/run.hpp"

#include <cstdio>
#include <exception>
#include <fstream>

/// Load generator: exit 0 when every event was acknowledged, 3 when some were not, 1 when it could not run.
int main(int argc, char** argv) {
  using namespace charla::bench;
  const auto options = parse_load_options(argc, argv);
  try {
    load_run run(options);
    run.run();
    std::fputs(run.report_text().c_str(), stdout);
    if (!options.json_path.empty()) std::ofstream(options.json_path) << run.report_json() << '\n';
    return run.unacknowledged() == 0 ? 0 : 3;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "charla-load: %s\n", e.what());
    return 1;
  }
}
