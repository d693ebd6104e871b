#pragma once

#include "actors/wiring.hpp"
#include "flows/decide.hpp"

/// What reaches the rest of the engine from a conversation. No actor in here.
namespace charla::actors {

/// After the commit of `turn`: bubbles to the sender, timers, calls, and the news to the watchers.
/// @param after the conversation as the turn left it.
void let_effects_out(wiring& who,
                     const flows::conversation& after,
                     const flows::decision& decided,
                     const ports::turn_write& turn,
                     std::int32_t unread,
                     timestamp now);

/// A call that was in flight when the process died is asked again under the same token: if both answer, the second
/// answer is a duplicate for the inbox. Nothing happens when the conversation waits for no call.
void resume_call(wiring& who, const flows::conversation& c);

/// Tells the sender of bubbles that an incarnation before may have committed without living to tell: later ones of the
/// conversation must not overtake them (I7).
void resume_sends(const wiring& who, flows::channel_id channel, const std::vector<ports::outbox_row>& rows);

} // namespace charla::actors
