#pragma once

#include <string>

/// What is made from the tables of steps, triggers, tests and filters: for editors, and for people.
namespace charla::json {

/// JSON Schema (2020-12) of a flow: config/schema/flow.schema.json. It knows the form of every field; what only the
/// compiler can say (patterns, templates, ways that lead nowhere) is not in it.
[[nodiscard]] std::string flow_schema();

/// The tables of docs/flows.md: steps, triggers, tests of conditions, filters, codes of the linter.
[[nodiscard]] std::string flow_steps_markdown();
[[nodiscard]] std::string flow_triggers_markdown();
[[nodiscard]] std::string condition_tests_markdown();
[[nodiscard]] std::string filters_markdown();
[[nodiscard]] std::string lint_codes_markdown();

} // namespace charla::json
