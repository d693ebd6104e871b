#include "io/metrics/registry.hpp"
#include "support/generated_file.hpp"
#include "support/paths.hpp"

using namespace charla;

TEST_CASE("docs/operating.md lists every metric", "[metrics][generated]") {
  test::check_fresh_part(test::repository("docs/operating.md"), "metrics", metrics::describe_markdown());
}
