#pragma once

#include <string>

/// Where the files lie that tests read.
namespace charla::test {

/// `below` in the repository, as an absolute path.
[[nodiscard]] std::string repository(const std::string& below);
/// `below` in the fixtures that lie beside the repository; they are no part of it and may be absent.
[[nodiscard]] std::string shared_fixture(const std::string& below);

} // namespace charla::test
