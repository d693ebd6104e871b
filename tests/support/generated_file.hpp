#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

/// Files of the repository that are made from the code: a test says when one is stale; `./dev generate` runs the same
/// tests with CHARLA_TEST_UPDATE=1, which writes them.
namespace charla::test {

inline std::string read_all(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

inline void check_fresh(const std::string& path, const std::string& wanted) {
  const auto* update = std::getenv("CHARLA_TEST_UPDATE");
  if (update != nullptr && *update != '\0' && read_all(path) != wanted) std::ofstream(path) << wanted;
  INFO(path << " is not what the code says; run `./dev generate` and commit the result");
  CHECK((read_all(path) == wanted));
}

/// The same for the part of a document between `<!-- generated: name -->` and `<!-- /generated -->`.
inline void check_fresh_part(const std::string& path, const std::string& name, const std::string& wanted) {
  const auto all = read_all(path);
  const auto open = "<!-- generated: " + name + " -->\n";
  const auto from = all.find(open);
  const auto to = all.find("<!-- /generated -->", from);
  INFO(path << " has no part \"" << name << "\"");
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  check_fresh(path, all.substr(0, from + open.size()) + wanted + all.substr(to));
}

} // namespace charla::test
