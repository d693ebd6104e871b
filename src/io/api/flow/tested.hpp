#pragma once

#include "flows/check/flow_test.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// What came of the tests of a flow.
struct tested {
  struct one {
    std::string name;
    std::vector<flows::check::failure> failures; ///< empty: passed
  };
  std::vector<one> results;
  std::size_t failed = 0;
  flows::check::coverage covered;
};

/// Runs the tests (JSON array) on the flow, beside the tenant's live flows. Errors: 422 that names the member of
/// `tests` that cannot be read; the store's.
[[nodiscard]] tl::expected<tested, problem>
run_tests(const call& c, const std::shared_ptr<const flows::program>& flow, const std::string& tests);
/// One wrong field a failed test: `tests.2`.
[[nodiscard]] std::vector<field_error> test_errors(const tested& t);
/// `"tests":{passed, failed, results, coverage}`; null when they were not run.
void write_tests(json::writer& w, const std::optional<tested>& t);

} // namespace charla::api
