#pragma once

#include "io/ports/crypto.hpp"

#include <memory>

namespace charla::sim {

/// The system's crypto, but for its chance: row ids and random bytes are counted, so that a run can be repeated.
[[nodiscard]] std::unique_ptr<ports::crypto> make_seeded_crypto(std::uint64_t seed);

} // namespace charla::sim
