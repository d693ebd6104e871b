#pragma once

#include "flows/check/flow_test.hpp"

namespace charla::json {

/// Reads a file of tests, strictly: what it does not know is an error with its path.
///
/// `{"flow": "x.json", "others": [...], "tests": [{"name", "comment", "at", "rules", "contact", "steps": [...]}]}`; a
/// step has one of `in`, `tap` (with `title`), `media`, `location`, `wait`, `event` (with `variables`), `http`,
/// `assistant`, `expect`, `state` (config/schema/flow_test.schema.json).
/// Errors: `json.*`, `test.unknown_member`, `test.bad_step`, `test.bad_field`.
[[nodiscard]] flows::result<flows::check::test_file> read_flow_tests(std::string_view text);

/// As people review it; the same tests are always the same text.
[[nodiscard]] std::string write_flow_tests(const flows::check::test_file& f);

} // namespace charla::json
