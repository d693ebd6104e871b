#include "flows/check/lint.hpp"

#include "flows/check/lint_rules.hpp"
#include "flows/definition/program.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace charla::flows::check {

namespace {

constexpr std::array codes{
    lint_code{"lint.dead_end", severity::warning, "A question whose answer leads nowhere"},
    lint_code{"lint.duplicate_title", severity::error, "Two buttons read the same; WhatsApp refuses them"},
    lint_code{"lint.empty_title", severity::warning, "A button, row or section has no title in some language"},
    lint_code{"lint.exit_without_edge", severity::warning, "An exit leads nowhere: the run ends there without a word"},
    lint_code{"lint.free_text_outside_window", severity::warning,
              "Something is said although the customer may have been silent for 24 hours: only templates arrive then"},
    lint_code{"lint.loop_between_flows", severity::error, "Flows lead into each other in a circle without waiting"},
    lint_code{"lint.missing_timeout", severity::hint,
              "A question waits for ever: no timeout, and the flow does not expire"},
    lint_code{"lint.missing_translation", severity::warning, "A text lacks one of the flow's languages"},
    lint_code{"lint.not_https", severity::hint, "An address is not https"},
    lint_code{"lint.pattern_never_matches", severity::warning, "No text can match this pattern"},
    lint_code{"lint.private_address", severity::warning, "An address that only this machine or network knows"},
    lint_code{"lint.sub_flow_cycle", severity::error, "A flow enters itself as a sub-flow"},
    lint_code{"lint.text_too_long", severity::hint,
              "A text is longer than one bubble, or than the form it is written for"},
    lint_code{"lint.unknown_flow", severity::warning, "No flow of this number or name"},
    lint_code{"lint.unknown_variable", severity::warning, "Nothing sets this name, so it will be empty"},
    lint_code{"lint.unreachable", severity::warning, "No way leads to this step"},
    lint_code{"lint.unused_parameter", severity::hint, "A parameter that nothing reads"},
};

/// Those that may stand beside `f`: an older version of itself is no other flow.
std::vector<const flow*> beside(const flow& f, const std::vector<const flow*>& all) {
  std::vector<const flow*> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&](const flow* o) {
    return o != nullptr && o != &f && o->name != f.name && (o->id != f.id || f.id == flow_id{});
  });
  return out;
}

} // namespace

std::string_view name_of(severity s) {
  switch (s) {
  case severity::error: return "error";
  case severity::warning: return "warning";
  case severity::hint: return "hint";
  }
  return "?";
}

std::span<const lint_code> all_lint_codes() { return codes; }

void looking_at::report(severity how_bad, std::string_view code, std::string what, std::string where) const {
  out.push_back({how_bad, std::string{code}, std::move(what), std::move(where)});
}

std::vector<finding> lint(const flow& f, const lint_context& context) {
  std::vector<finding> out;
  for (auto& e : compile(f).problems)
    out.push_back({severity::error, std::move(e.code), std::move(e.what), std::move(e.where)});
  const auto others = beside(f, context.others);
  const looking_at at{f, others, out};
  for (const auto rule :
       {find_unreachable, find_dead_ends, find_open_exits, find_missing_timeouts, find_text_outside_window,
        find_unknown_flows, find_loops_between_flows, find_sub_flow_cycles, find_unknown_names,
        find_missing_translations, find_bad_titles, find_long_texts, find_bad_addresses, find_idle_patterns})
    rule(at);
  std::stable_sort(out.begin(), out.end(), [](const finding& a, const finding& b) {
    return std::tie(a.how_bad, a.where, a.code) < std::tie(b.how_bad, b.where, b.code);
  });
  return out;
}

} // namespace charla::flows::check
