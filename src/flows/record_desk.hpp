#pragma once

#include "flows/turn.hpp"

namespace charla::flows {

/// Who has it, what it is marked with, and until when it is set aside. No line in the thread: the turn's trace and the
/// audit tell.
void record_desk(turn& t, const desk_changed& m);
/// A person's private note: a line in the thread, and nothing else.
void record_note(turn& t, const note_written& m);
/// Opens a conversation again that is set aside. @param by who wakes it, for the trace
void wake(turn& t, const std::string& by);
/// The agreed moment has come; a timer that comes too early is armed again.
void record_snooze_end(turn& t);

} // namespace charla::flows
