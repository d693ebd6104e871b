#pragma once

#include "flows/replay.hpp"

/// What a draft would have said to people who have really written: before it is published.
namespace charla::flows {

/// A span of a conversation, from something that people did to the next: what was said, and what the draft would say.
struct changed_answer {
  std::int64_t version = 0; ///< of the turn that begins the span
  timestamp at;
  std::string said; ///< what the customer wrote there
  std::vector<content> before;
  std::vector<content> after;
  friend bool operator==(const changed_answer&, const changed_answer&) = default;
};

struct what_if_result {
  std::size_t spans = 0;
  std::vector<changed_answer> changes;
  /// Steps that the draft would have asked the outside from, and that nobody has an answer for.
  std::vector<std::string> unanswered;
  std::optional<error> failed; ///< the draft could not decide; `where` begins with the version it stopped at
};

/// Tells a conversation again to another set of flows. What people did comes as it came; timers are those that the
/// draft arms, fired at their own moments (one that was armed for the same moment then, when it fired then); the result
/// of an external call is the recorded one, if the draft asks from a step of the same name. Neither the conversation
/// nor the outside is touched.
/// @param birth the conversation before its first turn.
/// @param turns all of them, from the first on.
/// @param draft the flows with the draft among the live ones.
[[nodiscard]] what_if_result
what_if(const conversation& birth, std::span<const past_turn> turns, const catalog& then, const catalog& draft);

} // namespace charla::flows
