#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

#include <memory>

/// YCloud, a partner of Meta (providers.md B): the Cloud API's messages in envelopes of its own. Phone numbers have a
/// `+` on its wire and none in ours; the `phone_number_id` of a channel is our number in E.164, with `+`.
namespace charla::ycloud {

/// @param c must outlive the provider.
[[nodiscard]] std::unique_ptr<ports::provider> make_provider(const ports::crypto& c);

} // namespace charla::ycloud
