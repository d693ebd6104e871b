#pragma once

#include "flows/message.hpp"

namespace charla::flows {

/// What is known of a bubble's delivery after another word about it: the higher of the two, so that the order in which
/// webhooks arrive, and how often, changes nothing. `failed` is the highest: final. The stores do the same as `max`.
[[nodiscard]] message_status merge(message_status known, message_status told) noexcept;

} // namespace charla::flows
