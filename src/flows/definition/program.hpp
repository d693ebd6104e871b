#pragma once

#include "flows/definition/flow.hpp"
#include "flows/error.hpp"

#include <memory>

namespace charla::flows {

namespace steps {
class step;
struct step_type;
} // namespace steps
class trigger_test;
struct compiler;

/// A flow made ready to run: every text, pattern and condition in it is parsed, every exit leads to a step. Immutable,
/// shared by all conversations of the tenant.
class program {
public:
  /// One step with what it does.
  struct place {
    const node* at = nullptr;
    const steps::step_type* type = nullptr;
    std::unique_ptr<const steps::step> act;
    std::map<std::string, const place*, std::less<>> exits;
  };

  program(const program&) = delete;
  program& operator=(const program&) = delete;
  program(program&&) = delete;
  program& operator=(program&&) = delete;
  ~program();

  [[nodiscard]] const flow& source() const noexcept { return source_; }
  [[nodiscard]] flow_version version() const noexcept { return {source_.id, source_.version}; }
  [[nodiscard]] const place* start() const noexcept { return start_; }
  /// @returns nullptr when there is no such step.
  [[nodiscard]] const place* find(std::string_view node) const;
  [[nodiscard]] const std::map<std::string, place, std::less<>>& places() const noexcept { return places_; }
  [[nodiscard]] const std::vector<trigger_test>& triggers() const noexcept { return triggers_; }

private:
  friend struct compiler; // in program.cpp
  program();

  flow source_;
  std::map<std::string, place, std::less<>> places_;
  const place* start_ = nullptr;
  std::vector<trigger_test> triggers_;
};

/// What came of compiling: `ready` only when there is no problem.
struct compilation {
  std::shared_ptr<const program> ready;
  /// Each one's `where` is the path in the written flow: `start`, `nodes.saludo.fields.text`.
  /// Codes: `flow.no_nodes`, `flow.too_many_nodes`, `flow.missing_start`, `flow.missing_name`, `flow.bad_id`,
  /// `flow.unknown_step`, `flow.missing_field`, `flow.unknown_field`, `flow.bad_field`, `flow.bad_pattern`,
  /// `flow.bad_template`, `flow.bad_condition`, `flow.bad_trigger`, `flow.unknown_exit`, `flow.missing_exit`,
  /// `flow.missing_node`, `flow.loop`.
  std::vector<error> problems;
};

[[nodiscard]] compilation compile(flow f);

} // namespace charla::flows
