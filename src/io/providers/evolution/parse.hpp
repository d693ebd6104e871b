#pragma once

#include "io/ports/provider.hpp"

namespace charla::evolution {

/// The events of a webhook body. What the gateway says of groups, of who is writing and of our own sends is passed
/// over; what is not known becomes a system event, without the API key that every body carries. Errors: `webhook.json`
/// (not JSON), `webhook.envelope` (not Evolution's).
[[nodiscard]] flows::result<std::vector<ports::provider_event>> parse_webhook(std::string_view body);

} // namespace charla::evolution
