#pragma once

#include "actors/messages.hpp"

namespace charla::actors {

/// Anything that wants to be made durable.
using lane_work = std::variant<append_events_ptr,
                               commit_turn,
                               claim_sends,
                               note_send,
                               change_control,
                               write_dead_letter,
                               note_delivery,
                               note_media,
                               note_upload>;

/// In units of an event: what a turn writes is twice that (protocol §5).
[[nodiscard]] std::int64_t cost_of(const lane_work& work);
/// In which line it waits: every tenant has two, so that its own bulk (campaigns, follow-ups) is not in the way of what
/// somebody waits for.
[[nodiscard]] std::int64_t line_of(const lane_work& work);

} // namespace charla::actors
