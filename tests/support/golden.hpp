#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <string>
#include <vector>

/// Golden files: what the program did when somebody last looked at it and said yes. `CHARLA_UPDATE_GOLDEN=1` in the
/// environment writes them anew; the difference in version control is then the review.
namespace charla::test {

[[nodiscard]] bool updating_golden();
/// `tests/golden/<folder>/*.json`, sorted by name.
[[nodiscard]] std::vector<std::filesystem::path> golden_files(const std::string& folder);
/// Reads a file; throws `std::runtime_error` that names it.
[[nodiscard]] boost::json::value read_json(const std::filesystem::path& path);
void write_json(const std::filesystem::path& path, const boost::json::value& what);
/// Two spaces deep, one item a line, keys in their own order: made for reading differences.
[[nodiscard]] std::string pretty(const boost::json::value& what);

} // namespace charla::test
