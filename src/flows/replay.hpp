#pragma once

#include "flows/decide.hpp"

/// Deciding again what was decided (I15): a chain of turns, taken from the same causes, must lead to the same state.
namespace charla::flows {

/// Who spoke when a turn was decided. An operator's command changes it between turns, in the store.
struct speaker {
  control_mode mode = control_mode::bot;
  std::optional<timestamp> until;
  std::int64_t ctl_seq = 0;
  friend bool operator==(const speaker&, const speaker&) = default;
};

/// A turn as it was recorded.
struct past_turn {
  timestamp now;
  rules rule;
  std::vector<cause> causes;
  std::vector<trace_line> trace; ///< compared when it is not empty
  /// Absent: taken from the `control_changed` causes of the turn, each of which stands for one change in the store.
  std::optional<speaker> before;
  /// The versions that answered whoever was in no run, by precedence; absent: those of the catalog.
  std::optional<std::vector<flow_version>> live;
  friend bool operator==(const past_turn&, const past_turn&) = default;
};

struct difference {
  std::int64_t version = 0; ///< the turn that shows it
  std::string field;
  std::string recorded;
  std::string replayed;
  friend bool operator==(const difference&, const difference&) = default;
};

struct replay_result {
  conversation state;
  std::vector<decision> decisions;
  std::vector<difference> differences; ///< of the traces
};

/// Decides the turns again, one after the other, from `birth` on.
/// Error: that of the turn that cannot be decided, with its version in `where`.
[[nodiscard]] result<replay_result>
replay(const conversation& birth, std::span<const past_turn> turns, const catalog& flows);

/// Where two states differ, field by field; empty: they are equal. Shown values may hold what the
/// customer said (a run's variables): for the terminal, never for a log.
[[nodiscard]] std::vector<difference> compare(const conversation& recorded, const conversation& replayed);

} // namespace charla::flows
