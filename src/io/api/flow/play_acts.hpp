#pragma once

#include "io/api/endpoint.hpp"
#include "io/api/flow/play_room.hpp"

namespace charla::api {

/// Reads what shall happen from the body and plays it; the caller holds the play's mutex. Errors: 422 that names the
/// act; nothing has happened then.
[[nodiscard]] tl::expected<flows::check::scene, problem> play_act(const call& c, play& p);
/// What came of it, and how the conversation stands.
[[nodiscard]] ports::http_response
show_play(const call& c, const std::string& id, const play& p, const flows::check::scene& came);

} // namespace charla::api
