#pragma once

#include "io/ports/admin.hpp"
#include "io/ports/provider.hpp"

namespace charla::json {

/// The settings of a channel's row. Absent members have their defaults. Errors: `json.syntax`, `json.type`, with the
/// member's name.
[[nodiscard]] flows::result<ports::channel_settings> read_channel_settings(std::string_view json);
[[nodiscard]] std::string write_channel_settings(const ports::channel_settings& s);

/// What a provider needs to speak for the channel: the row with its credentials and settings read.
[[nodiscard]] flows::result<ports::channel_access> access_of(const ports::channel_row& row);

} // namespace charla::json
