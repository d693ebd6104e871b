#pragma once

#include "io/ports/config.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

#include <memory>

/// Evolution API v2 (providers.md C): an unofficial gateway that speaks as a linked phone. The `phone_number_id` of a
/// channel is the name of the instance, its token the API key, its app secret what our webhooks must show.
namespace charla::evolution {

/// @param c must outlive the provider.
/// @param gateway what a channel uses that leaves its base URL, its token or its instance empty (R205 to R207).
[[nodiscard]] std::unique_ptr<ports::provider> make_provider(const ports::crypto& c,
                                                             ports::evolution_config gateway = {});

} // namespace charla::evolution
