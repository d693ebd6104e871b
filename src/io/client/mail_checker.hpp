#pragma once

#include "io/ports/connection.hpp"

namespace charla::client {

/// Checks mail servers one after the other on a thread of its own, which sleeps while nobody asks; a few
/// may wait, more are answered at once that they may not. Destroying it answers all.
[[nodiscard]] std::unique_ptr<ports::mail_checker> make_mail_checker();

} // namespace charla::client
