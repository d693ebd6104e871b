#pragma once

#include "io/ports/connection.hpp"

#include <atomic>

namespace charla::client {

/// Signs in at a mail server and leaves (`ports::mail_checker::check`). Blocks, at most for its timeout; ends early
/// when `stop` becomes true.
[[nodiscard]] ports::mail_answer talk_to(const ports::mail_server& server, const std::atomic<bool>& stop);

} // namespace charla::client
