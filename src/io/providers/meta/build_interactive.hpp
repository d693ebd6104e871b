#pragma once

#include "io/providers/meta/payload.hpp"

namespace charla::meta {

/// Writes the member `interactive` of a message that can be tapped. Limits of providers.md A8: what is over them is an
/// error that says so, since the provider would refuse the whole message.
/// Errors: `send.interactive` (too many or too few, an id twice, a part that the form does not have),
/// `send.too_long`, `send.empty`, `send.media`.
[[nodiscard]] flows::result<void> put_interactive(json::writer& w, const flows::interactive_content& c, dialect how);

} // namespace charla::meta
