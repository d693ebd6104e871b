#pragma once

#include "flows/definition/flow.hpp"

/// What an author has changed between two versions of a flow. Where a step stands in the editor is no change.
namespace charla::flows {

struct field_change {
  std::string field; ///< `fields.text`, `exits.next`, `type`, `comment`; of a flow `start`, `languages`, …
  value before;      ///< absent: it is new
  value after;       ///< absent: it is gone
  friend bool operator==(const field_change&, const field_change&) = default;
};

enum class change_kind : std::uint8_t { added, removed, changed };
[[nodiscard]] std::string_view name_of(change_kind k);

struct step_change {
  change_kind what = change_kind::changed;
  std::string node;
  std::string type;                 ///< of the later version; of the earlier one when it is gone
  std::vector<field_change> fields; ///< by name; of an added step all it has, of a removed one all it had
  friend bool operator==(const step_change&, const step_change&) = default;
};

struct trigger_change {
  change_kind what = change_kind::changed;
  std::string type;
  std::vector<field_change> fields;
  friend bool operator==(const trigger_change&, const trigger_change&) = default;
};

struct flow_diff {
  std::vector<field_change> flow;
  std::vector<trigger_change> triggers;
  std::vector<step_change> steps; ///< by id
  [[nodiscard]] bool empty() const noexcept { return flow.empty() && triggers.empty() && steps.empty(); }
};

/// A trigger that is in both is no change, wherever it stands in the list; of what is left, triggers of one type are
/// taken for the same one in their order.
[[nodiscard]] flow_diff diff(const flow& before, const flow& after);

} // namespace charla::flows
