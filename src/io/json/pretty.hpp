#pragma once

#include "io/json/reader.hpp"

namespace charla::json {

/// A JSON text as people read and review it: two spaces deep, members in their order, an object or a list in one line
/// where it fits. The same text is always written alike; ends with a newline.
[[nodiscard]] std::string pretty(const document& d);
/// Errors as of `document::parse`.
[[nodiscard]] flows::result<std::string> pretty(std::string_view json);

} // namespace charla::json
