#pragma once

#include "io/ports/http.hpp"

/// As much of a server as the doors' tests need: targets taken apart, routes found.
namespace charla::api_test {

using params = std::vector<std::pair<std::string, std::string>>;

/// How well a pattern fits a path: 0 not at all; the more literal segments the better.
[[nodiscard]] int matches(const std::string& pattern, const std::string& path, params& found);
/// Sets path and query from the target.
void parse_target(ports::http_request& r);

} // namespace charla::api_test
