#pragma once

#include "flows/error.hpp"

#include <string>

namespace charla::json {

/// What a channel needs to speak for its number. Sealed before it reaches a table, never part of an answer or a log.
struct credentials {
  std::string access_token;
  std::string app_secret;
  std::string verify_token;
};

[[nodiscard]] std::string write_credentials(const credentials& c);
/// Absent members are empty. Errors: `json.syntax`, `json.type`.
[[nodiscard]] flows::result<credentials> read_credentials(std::string_view json);

} // namespace charla::json
