#include "io/clock/zone_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace charla::clock {

namespace {

constexpr const char* database = "/usr/share/zoneinfo";

/// A zone's name is a path below the database, and no way out of it.
bool is_zone_name(const std::string& name) {
  return !name.empty() && name.front() != '/' && name.find("..") == std::string::npos
         && std::all_of(name.begin(), name.end(), [](unsigned char c) {
              return std::isalnum(c) != 0 || c == '/' || c == '_' || c == '-' || c == '+';
            });
}

} // namespace

flows::result<std::string> posix_zone(const std::string& iana_name) {
  const auto unknown = [&] {
    return flows::fail("clock.unknown_zone", "the tz database has no zone `" + iana_name + "` (package tzdata)",
                       "timezone");
  };
  if (!is_zone_name(iana_name)) return unknown();
  const auto path = std::filesystem::path{database} / iana_name;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return unknown();
  std::ifstream in{path, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
  if (!bytes.starts_with("TZif") || bytes.size() < 2 || bytes.back() != '\n') return unknown();
  const auto before = bytes.rfind('\n', bytes.size() - 2);
  if (before == std::string::npos) return unknown();
  return bytes.substr(before + 1, bytes.size() - before - 2);
}

} // namespace charla::clock
