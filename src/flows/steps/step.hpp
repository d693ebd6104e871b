#pragma once

#include "flows/steps/field_rule.hpp"
#include "flows/turn.hpp"

#include <span>

/// The seam of a step type: one file a type, one row in `registry.cpp`.
namespace charla::flows::steps {

class context;
class field_reader;

/// Where the run goes after a step.
struct leave {
  std::string exit; ///< an exit that leads nowhere ends the run
};
struct suspend {}; ///< `run.wait` says for what
struct finish {
  std::string why;
};
/// Goes into another flow. `returns` false: leaves the present one for good.
struct enter_flow {
  value flow;       ///< its number or its name
  std::string node; ///< empty: its start
  std::map<std::string, std::string> variables;
  bool returns = true;
};
using outcome = std::variant<leave, suspend, finish, enter_flow>;

/// What ends a wait.
struct replied {
  std::string_view text;
  const inbound_message* newest = nullptr; ///< of the burst; absent for what was kept from before
};
struct timed_out {};
struct returned {
  const std::map<std::string, std::string>& variables; ///< of the sub-flow at its end
};
using resumption = std::variant<replied, timed_out, const call_finished*, returned>;

/// A step of one flow, with its fields parsed. Immutable: one serves every conversation.
class step {
public:
  step() = default;
  step(const step&) = delete;
  step& operator=(const step&) = delete;
  step(step&&) = delete;
  step& operator=(step&&) = delete;
  virtual ~step();
  virtual result<outcome> enter(context& c) const = 0;
  /// Only of types that suspend.
  virtual result<outcome> resume(context& c, const resumption& why) const;
};

struct step_type {
  std::string_view name{};
  std::string_view about{}; ///< one line for the editor and the schema
  std::span<const field_rule> fields{};
  std::span<const std::string_view> exits{};
  /// A further exit that the type takes, whose name is the author's: an intent's, a choice's.
  bool (*takes_exit)(const node& n, std::string_view name) = nullptr;
  /// A further field, likewise: `map.<intent>`.
  bool (*takes_field)(std::string_view name) = nullptr;
  /// Exits that `n` may leave by, besides `exits`; for the linter.
  std::vector<std::string> (*own_exits)(const node& n) = nullptr;
  bool suspends = false; ///< always waits for the outside: a loop through it is no endless loop
  bool speaks = false;   ///< sends a free-form bubble, which the provider takes only within the service window
  /// Reads the fields; what is wrong with them is told to `f`. Never returns nullptr.
  std::unique_ptr<const step> (*compile)(field_reader& f) = nullptr;
};

/// Variables that the engine itself keeps in a run.
inline constexpr std::string_view input_variable = "input"; ///< what the customer said last, as the flow saw it
inline constexpr std::string_view pending_variable =
    "pending_input"; ///< said while the flow was busy: the next run's input
/// Body of a timer that ends a wait of at most `limits::pause_max`: the customer is still there.
inline constexpr std::string_view short_wait = "pause";
inline constexpr std::string_view long_wait = "wait";
inline constexpr std::string_view expiry = "expiry"; ///< the run has waited longer than its flow allows

/// Passes the error of one result on as the error of another.
template <class T>
[[nodiscard]] tl::unexpected<error> failed(result<T>& r) {
  return tl::make_unexpected(std::move(r.error()));
}

/// Where a field stands in the written flow: `nodes.<id>.fields.<field>`.
[[nodiscard]] std::string field_path(const node& n, std::string_view field);

/// Every step type, by name. @returns nullptr for an unknown one.
[[nodiscard]] const step_type* find_step(std::string_view name);
[[nodiscard]] std::span<const step_type> all_steps();

} // namespace charla::flows::steps
