#include "support/paths.hpp"

namespace charla::test {

// Only this file is compiled with a path in its command line: a compiler cache then serves every checkout.
std::string repository(const std::string& below) { return CHARLA_REPOSITORY "/" + below; }
std::string shared_fixture(const std::string& below) { return CHARLA_REPOSITORY "/../shared/fixtures/" + below; }

} // namespace charla::test
