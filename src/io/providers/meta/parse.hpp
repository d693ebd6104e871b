#pragma once

#include "io/ports/provider.hpp"

namespace charla::meta {

/// Every event of a webhook body, in its order. Each `changes[]` element is read for its own number. What is not known
/// becomes visible, nothing is dropped: an element gives at least one event.
/// Errors: `webhook.json` (not JSON), `webhook.envelope` (not Meta's).
[[nodiscard]] flows::result<std::vector<ports::provider_event>> parse_webhook(std::string_view body);

} // namespace charla::meta
