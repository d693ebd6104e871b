#pragma once

#include "io/ports/provider.hpp"

namespace charla::ycloud {

/// The events of a webhook body: one object each, named by the body's `type`. What is not known becomes a system event.
/// Errors: `webhook.json` (not JSON), `webhook.envelope` (not YCloud's).
[[nodiscard]] flows::result<std::vector<ports::provider_event>> parse_webhook(std::string_view body);

} // namespace charla::ycloud
