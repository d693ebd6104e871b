#pragma once

#include "flows/message.hpp"
#include "io/json/reader.hpp"

namespace charla::meta {

/// What a message object of a webhook says. Never fails: what is unknown, or known but without what it needs, becomes
/// `unsupported` with the reason and the message as it came. Source: providers' schema v23, `Message` (A4).
[[nodiscard]] flows::content content_of(json::value message);

} // namespace charla::meta
