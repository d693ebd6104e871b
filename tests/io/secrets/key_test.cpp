#include "io/secrets/key.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace charla;

namespace {

/// A folder of its own for a test.
struct temporary_folder {
  std::filesystem::path path;
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "charla-key-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~temporary_folder() { std::filesystem::remove_all(path); }
};

} // namespace

TEST_CASE("the key is made once, readable by its owner only", "[secrets]") {
  const temporary_folder here;
  const auto file = here.path / "var" / "secret.key";
  const auto first = secrets::installation_key("", file);
  REQUIRE(first);
  CHECK(first->size() == 32);
  CHECK(secrets::installation_key("", file).value() == *first);
  struct stat s {};
  REQUIRE(::stat(file.c_str(), &s) == 0);
  CHECK((s.st_mode & 0777) == 0600);
}

TEST_CASE("a configured key wins and leaves no file", "[secrets]") {
  const temporary_folder here;
  const auto file = here.path / "secret.key";
  const auto key = secrets::installation_key("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", file);
  CHECK(key.value() == std::string(32, '\0'));
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a bad key is refused with how to make one", "[secrets]") {
  for (const auto* bad : {"x", "AAAA", "not base64 at all, not even nearly so!!",
                          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    const auto key = secrets::parse_key(bad);
    REQUIRE_FALSE(key);
    CHECK(key.error().code == "config.secret_key");
    CHECK(key.error().what.find("openssl rand -base64 32") != std::string::npos);
  }
  const temporary_folder here;
  std::ofstream(here.path / "secret.key") << "rubbish\n";
  CHECK(secrets::installation_key("", here.path / "secret.key").error().what.find("secret.key") != std::string::npos);
  CHECK_FALSE(secrets::installation_key("", "/proc/charla/secret.key"));
}
