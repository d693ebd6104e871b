#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

#include <memory>

namespace charla::meta {

/// The WhatsApp Cloud API as Meta speaks it: webhooks in, Graph requests out. Stateless, one instance serves every
/// channel and thread. Two limits of a value without a clock: a webhook's event whose time is missing or nonsense has
/// time 0 (whoever takes it puts the arrival instead), and a `Retry-After` that is a date is not understood.
/// @param c must outlive the provider.
[[nodiscard]] std::unique_ptr<ports::provider> make_provider(const ports::crypto& c);

} // namespace charla::meta
