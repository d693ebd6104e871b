#pragma once

#include "flows/definition/flow.hpp"

#include <span>

/// A flow is looked over before it is published: what does not work, what will surprise, what could be better.
namespace charla::flows::check {

enum class severity : std::uint8_t {
  error,   ///< it cannot be published, or fails when a customer comes here
  warning, ///< it runs, but hardly as meant
  hint,    ///< it could be better
};
[[nodiscard]] std::string_view name_of(severity s);

struct finding {
  severity how_bad = severity::warning;
  std::string code;  ///< one of `all_lint_codes()`, or what `compile` says (`flow.…`, always an error)
  std::string what;  ///< for the author: what is wrong and what to do
  std::string where; ///< path in the written flow: `nodes.saludo.fields.text`
  friend bool operator==(const finding&, const finding&) = default;
};

/// What the flow is looked at beside.
struct lint_context {
  std::vector<const flow*> others; ///< the tenant's other flows; one of the same id or name as the flow is passed over
};

/// Everything that there is to say, errors first, then by place. What `compile` says comes as errors of its codes; a
/// flow that does not compile is looked over all the same, as far as it can be read. Time: linear in the flow but for
/// jumps between flows.
[[nodiscard]] std::vector<finding> lint(const flow& f, const lint_context& beside = {});

struct lint_code {
  std::string_view code;
  severity usual;         ///< some are less bad in some places
  std::string_view about; ///< one line, for the manual
};
/// The table of all, in alphabetical order:
///
/// | code | severity |
/// |---|---|
/// | `lint.dead_end` | warning |
/// | `lint.duplicate_title` | error; of list rows warning |
/// | `lint.empty_title` | warning |
/// | `lint.exit_without_edge` | warning; hint where ending there is likely meant |
/// | `lint.free_text_outside_window` | warning |
/// | `lint.loop_between_flows` | error |
/// | `lint.missing_timeout` | hint |
/// | `lint.missing_translation` | warning |
/// | `lint.not_https` | hint |
/// | `lint.pattern_never_matches` | warning |
/// | `lint.private_address` | warning |
/// | `lint.sub_flow_cycle` | error |
/// | `lint.text_too_long` | hint |
/// | `lint.unknown_flow` | warning |
/// | `lint.unknown_variable` | warning; hint beside an assistant, whose answers may set any |
/// | `lint.unreachable` | warning |
/// | `lint.unused_parameter` | hint |
[[nodiscard]] std::span<const lint_code> all_lint_codes();

} // namespace charla::flows::check
