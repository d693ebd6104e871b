#pragma once

#include "flows/turn.hpp"

#include <span>

/// The seam of a step type: one file a type, one row in `registry.cpp`.
namespace charla::flows::steps {

/// Variables that the engine itself keeps in a run.
inline constexpr std::string_view input_variable = "input"; ///< what the customer said last, as the flow saw it
inline constexpr std::string_view pending_variable =
    "pending_input"; ///< said while the flow was busy: the next run's input
/// Body of a timer that ends a wait of at most `limits::pause_max`: the customer is still there.
inline constexpr std::string_view short_wait = "pause";
inline constexpr std::string_view long_wait = "wait";

/// Passes the error of one result on as the error of another.
template <class T>
[[nodiscard]] tl::unexpected<error> failed(result<T>& r) {
  return tl::make_unexpected(std::move(r.error()));
}

/// What a step sees and may do. Lives for one step of one turn.
class context {
public:
  context(turn& t, const node& at, priority prio) : turn_(t), at_(at), prio_(prio) {}

  [[nodiscard]] turn& in() noexcept { return turn_; }
  [[nodiscard]] const node& at() const noexcept { return at_; }
  [[nodiscard]] run_state& run() noexcept { return *turn_.next().run; }

  /// A variable of the run; empty when it is absent.
  [[nodiscard]] std::string_view variable(std::string_view name);
  /// The field as it is written; empty when it is absent.
  [[nodiscard]] std::string_view field(const std::string& name) const;
  /// The field with `{{names}}` filled in: `contact.name`, `contact.phone`, `contact.user_id`, any attribute as
  /// `contact.<key>` or `attributes.<key>`, any variable of the run by its bare name, then any attribute. A name that
  /// nobody knows becomes empty, with a trace line `unknown_name`.
  [[nodiscard]] std::string filled(const std::string& name);
  /// Sends a text as the bot, in as many bubbles as its length needs; an empty one is only traced.
  result<void> send_text(std::string_view text);
  result<void> send(content body) { return turn_.send_as_bot(std::move(body), prio_); }
  /// Keeps a value in the run; cut at `limits::attribute_length_max`. Error `flow.too_many_variables`.
  result<void> remember(std::string_view name, std::string_view value);

  /// The customer's words become the flow's input.
  result<void> hear(std::string_view text) { return remember(input_variable, text); }
  /// The flow is busy: the words wait until it ends, and begin the next run unless it has asked a question meanwhile.
  result<void> keep_for_later(std::string_view text);

  /// Suspends until a durable timer is due; its key is this wait's own, so an earlier one can never end it.
  void arm(wait_state::kind what, milliseconds after);
  void trace(std::string what, std::string detail = {}) { turn_.trace(at_.id, std::move(what), std::move(detail)); }

  /// The error of a field that does not hold what the step needs: `flow.bad_field`.
  [[nodiscard]] tl::unexpected<error> bad_field(std::string_view name, std::string what) const;

private:
  turn& turn_;
  const node& at_;
  priority prio_;
};

/// Where the run goes after a step.
struct leave {
  std::string exit; ///< an exit that leads nowhere ends the run
};
struct suspend {}; ///< `run.wait` says for what
struct finish {
  std::string why;
};
using outcome = std::variant<leave, suspend, finish>;

/// What ends a wait.
struct replied {
  std::string_view text;
};
struct timed_out {};
using resumption = std::variant<replied, timed_out, const call_finished*>;

struct field_rule {
  std::string_view name;
  bool required = false;
};

/// Adds what is wrong with the fields and exits of a step, beyond the rules that hold for every type.
using node_check = void (*)(const node& n, std::vector<error>& problems);

struct step_type {
  std::string_view name;
  std::span<const field_rule> fields;
  std::span<const std::string_view> exits;
  /// A further field or exit that the type takes, whose name is the author's: an intent's `map.<name>`.
  bool (*takes_field)(std::string_view name) = nullptr;
  bool (*takes_exit)(const node& n, std::string_view name) = nullptr;
  node_check check = nullptr;
  bool suspends = false; ///< always waits for the outside: a loop through it is no endless loop
  result<outcome> (*enter)(context& c) = nullptr;
  result<outcome> (*resume)(context& c, const resumption& why) = nullptr; ///< only of types that suspend
};

/// Where a field stands in the written flow: `nodes.<id>.fields.<field>`.
[[nodiscard]] std::string field_path(const node& n, std::string_view field);
/// Adds `flow.bad_field` unless the field is absent or holds seconds (`expr::read_seconds`).
void check_seconds(const node& n, const std::string& field, std::vector<error>& problems);

/// Every step type, by name. @returns nullptr for an unknown one.
[[nodiscard]] const step_type* find_step(std::string_view name);
[[nodiscard]] std::span<const step_type> all_steps();

} // namespace charla::flows::steps
