#pragma once

#include "flows/check/lint.hpp"
#include "flows/steps/step.hpp"

#include <functional>

/// The rules of the linter; each adds what it finds. None relies on the flow being well-formed.
namespace charla::flows::check {

struct looking_at {
  const flow& f;
  const std::vector<const flow*>& others;
  std::vector<finding>& out;

  void report(severity how_bad, std::string_view code, std::string what, std::string where) const;
};

void find_unreachable(const looking_at& at);
void find_dead_ends(const looking_at& at);
void find_open_exits(const looking_at& at);
void find_missing_timeouts(const looking_at& at);
void find_text_outside_window(const looking_at& at);
void find_unknown_flows(const looking_at& at);
void find_loops_between_flows(const looking_at& at);
void find_sub_flow_cycles(const looking_at& at);
void find_unknown_names(const looking_at& at);
void find_missing_translations(const looking_at& at);
void find_bad_titles(const looking_at& at);
void find_long_texts(const looking_at& at);
void find_bad_addresses(const looking_at& at);
void find_idle_patterns(const looking_at& at);

// What the rules share.

/// One field of a step or trigger as it is written.
struct written_field {
  const node* in = nullptr; ///< nullptr: of a trigger
  const steps::field_rule& rule;
  const value& written;
  std::string path;
};
/// Every field that its type knows, those within lists of objects too.
void each_field(const flow& f, const std::function<void(const written_field&)>& look);
/// Every template: texts, each language of one, values of tables. What stands in conditions is not among them.
void each_template(const flow& f, const std::function<void(const written_field&, std::string_view text)>& look);
/// A field's value; absent when it is not written.
[[nodiscard]] const value& field_of(const node& n, std::string_view name);
/// The flow that a `flow` field names, as the engine looks it up; nullptr when it is not among them.
[[nodiscard]] const flow* named_flow(const looking_at& at, const value& name);
/// True for a `jump` to another flow and for a `sub_flow`.
[[nodiscard]] bool leads_to_flow(const node& n);
/// Names that the flow's steps set.
[[nodiscard]] std::vector<std::string> names_set_by(const flow& f);
[[nodiscard]] std::string path_of(const node& n);

} // namespace charla::flows::check
