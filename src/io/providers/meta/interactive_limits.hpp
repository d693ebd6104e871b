#pragma once

#include "flows/error.hpp"
#include "flows/message.hpp"

namespace charla::meta {

/// Whether WhatsApp would take this: every text with its limit, every count with its bounds, and nothing in it that
/// this form does not have (providers.md A8). Errors: `send.interactive`, `send.too_long`, `send.empty`, `send.media`;
/// `where` is the member.
[[nodiscard]] flows::result<void> check_interactive(const flows::interactive_content& c);

} // namespace charla::meta
