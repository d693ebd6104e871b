#pragma once

#include "io/store/memory/disk.hpp"
#include "sim/simulation.hpp"

namespace charla::sim {

/// How long a bubble in doubt waits before it may be sent again, in simulated worlds.
inline constexpr flows::milliseconds in_doubt_wait{30'000};

/// All that the checkers look at: the rows as they are in the end, and what truly happened.
struct evidence {
  const store::memory::rows& rows;
  const journal& book;
  const actors::directory& directory;
  const ports::codec& codec;
};

/// One violation: the invariant in words, with the rows and ids that show it.
using violations = std::vector<std::string>;

struct check {
  const char* invariant; ///< `I1`
  const char* name;
  violations (*look)(const evidence&);
};
/// Every checker, by the name of what must hold (protocol §3).
[[nodiscard]] const std::vector<check>& all_checks();

violations nothing_accepted_is_lost(const evidence& e);                   // I1
violations a_cause_is_consumed_once(const evidence& e);                   // I2
violations the_version_counts_the_turns(const evidence& e);               // I3
violations every_row_has_its_turn(const evidence& e);                     // I4
violations only_what_is_committed_is_sent(const evidence& e);             // I5
violations sent_twice_only_after_a_doubt(const evidence& e);              // I6
violations messages_leave_in_order(const evidence& e);                    // I7
violations the_bot_never_talks_over_a_person(const evidence& e);          // I8
violations epochs_never_fall(const evidence& e);                          // I9
violations nothing_is_left_behind(const evidence& e);                     // I10
violations a_timer_fires_once_and_never_after_its_end(const evidence& e); // I11
violations a_status_never_falls(const evidence& e);                       // I12
violations replay_gives_the_stored_state(const evidence& e);              // I15
violations quarantine_needs_three_deaths(const evidence& e);              // I18
violations tenants_never_meet(const evidence& e);                         // I16
violations queues_are_bounded(const evidence& e);                         // I17

/// I13: two recoveries of this disk, one after the other; what the second one changes but the count of attempts. Works
/// on a copy.
[[nodiscard]] violations
recovery_changes_nothing(const store::memory_disk& disk, ports::clock& clock, const planted& fault);

/// Runs every checker; each line begins with the invariant and its name.
[[nodiscard]] violations judge(const simulation& s);

} // namespace charla::sim
