#pragma once

#include "actors/wiring.hpp"
#include "flows/decide.hpp"

/// What reaches the rest of the engine from a conversation. No actor in here.
namespace charla::actors {

/// After the commit of `turn`: bubbles to the sender, timers, calls, and the news to the watchers.
/// @param asked_ms boot clock: when the first cause of the turn came in.
/// @param after the conversation as the turn left it; `decided.next` may have been moved from.
void let_effects_out(wiring& who,
                     const flows::conversation& after,
                     const flows::decision& decided,
                     const ports::turn_write& turn,
                     std::int32_t unread,
                     std::int64_t asked_ms,
                     timestamp now);

/// What an incarnation before may have committed without living to tell. Its call is asked again under the same token:
/// if both answer, the second answer is a duplicate for the inbox. Its bubbles are told to the sender once more: later
/// ones must not overtake them (I7).
void resume_effects(wiring& who, const flows::conversation& c, const std::vector<ports::outbox_row>& unsent);

} // namespace charla::actors
