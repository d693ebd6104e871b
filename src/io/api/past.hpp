#pragma once

#include "flows/replay.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// A conversation from its first turn on.
struct past {
  flows::conversation birth;
  std::vector<flows::past_turn> turns;
};

/// Reads every turn of a conversation. Errors: 422 when it has more than `past_turns_max` or when its first turns are
/// no longer kept; 503.
[[nodiscard]] tl::expected<past, problem> read_past(const call& c, const ports::conversation_row& row);
inline constexpr std::size_t past_turns_max = 20'000;

} // namespace charla::api
