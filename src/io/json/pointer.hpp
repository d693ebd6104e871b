#pragma once

#include "io/json/reader.hpp"

#include <map>

namespace charla::json {

/// The value that a JSON pointer (RFC 6901) names: empty is all of it, `/data/0/price` a member of a member. Missing
/// when there is none, or when the pointer does not begin with a slash.
[[nodiscard]] value find(value root, std::string_view pointer);

/// See `ports::codec::pick`.
[[nodiscard]] flows::result<std::map<std::string, std::string>>
pick(std::string_view text, const std::map<std::string, std::string>& pointers);

} // namespace charla::json
