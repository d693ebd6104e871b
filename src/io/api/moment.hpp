#pragma once

#include "flows/time.hpp"

#include <optional>
#include <string>

namespace charla::api {

/// RFC 3339, to the second or finer, in UTC or with an offset: `2026-11-21T11:13:39.123Z`,
/// `2026-11-21T08:13:39-03:00`; nullopt for anything else, days that no calendar has included.
[[nodiscard]] std::optional<flows::timestamp> parse_time(const std::string& text);

} // namespace charla::api
