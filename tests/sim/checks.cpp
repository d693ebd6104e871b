#include "sim/checks.hpp"

namespace charla::sim {

namespace {

/// A webhook that comes while the door is full is refused, one that fits is taken whole.
constexpr std::size_t webhook_events_max = 4;
/// Nothing in these small worlds may pile up beyond this in one mailbox.
constexpr std::size_t mailbox_max = 300;

} // namespace

const std::vector<check>& all_checks() {
  static const std::vector<check> table{
      {"I1", "nothing_accepted_is_lost", nothing_accepted_is_lost},
      {"I2", "a_cause_is_consumed_once", a_cause_is_consumed_once},
      {"I3", "the_version_counts_the_turns", the_version_counts_the_turns},
      {"I4", "every_row_has_its_turn", every_row_has_its_turn},
      {"I5", "only_what_is_committed_is_sent", only_what_is_committed_is_sent},
      {"I6", "sent_twice_only_after_a_doubt", sent_twice_only_after_a_doubt},
      {"I7", "messages_leave_in_order", messages_leave_in_order},
      {"I8", "the_bot_never_talks_over_a_person", the_bot_never_talks_over_a_person},
      {"I9", "epochs_never_fall", epochs_never_fall},
      {"I10", "nothing_is_left_behind", nothing_is_left_behind},
      {"I11", "a_timer_fires_once_and_never_after_its_end", a_timer_fires_once_and_never_after_its_end},
      {"I12", "a_status_never_falls", a_status_never_falls},
      {"I15", "replay_gives_the_stored_state", replay_gives_the_stored_state},
      {"I16", "tenants_never_meet", tenants_never_meet},
      {"I17", "queues_are_bounded", queues_are_bounded},
      {"I18", "quarantine_needs_three_deaths", quarantine_needs_three_deaths},
  };
  return table;
}

violations queues_are_bounded(const evidence& e) {
  violations out;
  for (const auto& [type, depth] : e.book.most.mailbox)
    if (depth > mailbox_max) out.push_back("the mailbox of a " + type + " held " + std::to_string(depth) + " messages");
  return out;
}

violations judge(const simulation& s) {
  violations out = s.around().book.complaints;
  const evidence e{s.disk().rows, s.around().book, s.directory(), s.codec()};
  for (const auto& c : all_checks())
    for (auto& what : c.look(e))
      out.push_back(std::string{c.invariant} + ' ' + c.name + ": " + std::move(what));
  if (const auto bound = s.door_bound() + webhook_events_max; s.around().book.most.door_events > bound)
    out.push_back("I17 queues_are_bounded: " + std::to_string(s.around().book.most.door_events)
                  + " events stood between the door and their commit, " + std::to_string(bound) + " may");
  if (s.unanswered() > 0)
    out.push_back("I10 nothing_is_left_behind: after everything came to rest " + std::to_string(s.unanswered())
                  + " webhooks and requests were still under way");
  return out;
}

} // namespace charla::sim
