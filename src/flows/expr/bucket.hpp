#pragma once

#include <cstdint>
#include <string_view>

namespace charla::flows::expr {

/// FNV-1a, 64 bits: the same for the same bytes on every machine and in every version. Not for what somebody may want
/// to guess or to collide.
[[nodiscard]] std::uint64_t stable_hash(std::string_view key);

/// Which of `total` buckets a key falls into, from 0; 0 when there are none. Begin the key with the experiment's own,
/// so that two experiments divide the same contacts differently. The hash goes through MurmurHash3's last step (fmix64)
/// and its upper 32 bits count: FNV's low bits alone follow the parity of the key, which would tie experiments
/// together. What contacts were given stays theirs, so none of this may ever change.
[[nodiscard]] unsigned bucket(std::string_view key, unsigned total);

} // namespace charla::flows::expr
