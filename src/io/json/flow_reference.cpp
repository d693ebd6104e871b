#include "flows/check/lint.hpp"
#include "flows/definition/triggers.hpp"
#include "flows/expr/condition_test.hpp"
#include "flows/expr/filter.hpp"
#include "flows/steps/step.hpp"
#include "io/json/flow_schema.hpp"

#include <algorithm>

namespace charla::json {

namespace {

using flows::steps::field_rule;

/// A bar would end the cell.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == '|' ? std::string{"\\|"} : std::string(1, c);
  return out;
}

std::string code(std::string_view text) { return '`' + cell(text) + '`'; }

std::string kind_of(const field_rule& rule) {
  if (rule.choices.empty()) return cell(name_of(rule.kind));
  std::string out;
  for (const auto choice : rule.choices)
    out += (out.empty() ? "" : " ") + code(choice);
  return out;
}

std::string describe(const field_rule& rule) {
  auto out = cell(rule.about);
  if (rule.length_max != 0) out += " (" + std::to_string(rule.length_max) + " characters)";
  return out;
}

void add_rows(std::string& out, std::span<const field_rule> rules, const std::string& before = {}) {
  for (const auto& rule : rules) {
    const auto name = before + std::string{rule.name};
    out += "| " + code(name) + (rule.required ? " (needed)" : "") + " | " + kind_of(rule) + " | " + describe(rule)
           + " |\n";
    add_rows(out, rule.members, name + "[].");
  }
}

std::string table_of(std::span<const field_rule> rules) {
  if (rules.empty()) return {};
  std::string out = "| field | holds | |\n|---|---|---|\n";
  add_rows(out, rules);
  return out + '\n';
}

std::string exits_of(const flows::steps::step_type& step) {
  std::string out;
  for (const auto exit : step.exits)
    out += (out.empty() ? "" : ", ") + code(exit);
  if (step.takes_exit != nullptr) out += out.empty() ? "those that its fields name" : ", those that its fields name";
  return out.empty() ? "none: it ends the run" : out;
}

std::string_view name_of_with(flows::expr::with_kind k) {
  using flows::expr::with_kind;
  switch (k) {
  case with_kind::none: return "";
  case with_kind::text: return "a text";
  case with_kind::texts: return "a list of texts, or one with commas";
  case with_kind::number: return "a number";
  case with_kind::range: return "10..20, or a list of two numbers";
  case with_kind::date: return "a date or time";
  case with_kind::pattern: return "a pattern";
  }
  return "?";
}

} // namespace

std::string flow_steps_markdown() {
  std::string out;
  for (const auto& step : flows::steps::all_steps()) {
    out +=
        "### `" + std::string{step.name} + "`\n\n" + std::string{step.about} + ". Exits: " + exits_of(step) + ".\n\n";
    out += table_of(step.fields);
  }
  out.pop_back();
  return out;
}

std::string flow_triggers_markdown() {
  std::string out = "| trigger | begins when | fields |\n|---|---|---|\n";
  for (const auto& trigger : flows::all_triggers()) {
    std::string fields;
    for (const auto& rule : trigger.fields)
      fields +=
          (fields.empty() ? "" : "; ") + code(rule.name) + (rule.required ? " (needed): " : ": ") + describe(rule);
    out += "| " + code(name_of(trigger.kind)) + " | " + cell(trigger.about) + " | " + fields + " |\n";
  }
  return out;
}

std::string condition_tests_markdown() {
  std::string out = "| test | `value` | `with` | holds when |\n|---|---|---|---|\n";
  for (const auto& test : flows::expr::condition_tests())
    out += "| " + code(test.name) + " | " + (test.needs_value ? "yes" : "no") + " | " + cell(name_of_with(test.with))
           + " | " + cell(test.about) + " |\n";
  return out;
}

std::string filters_markdown() {
  std::string out = "| filter | |\n|---|---|\n";
  for (const auto& filter : flows::expr::filters())
    out += "| " + code(filter.example) + " | " + cell(filter.about) + " |\n";
  return out;
}

std::string lint_codes_markdown() {
  std::string out = "| code | usually | |\n|---|---|---|\n";
  for (const auto& one : flows::check::all_lint_codes())
    out += "| " + code(one.code) + " | " + std::string{name_of(one.usual)} + " | " + cell(one.about) + " |\n";
  return out;
}

} // namespace charla::json
