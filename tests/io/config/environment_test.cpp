#include "io/config/environment.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace charla;

namespace {

flows::result<config::environment> read(const std::string& text, config::environment real = {}) {
  std::string path = (std::filesystem::temp_directory_path() / "charla-env-XXXXXX").string();
  ::close(::mkstemp(path.data()));
  std::ofstream(path) << text;
  auto out = config::with_env_file(std::move(real), path);
  std::filesystem::remove(path);
  return out;
}

} // namespace

TEST_CASE("a .env file is read as people write it", "[config]") {
  const auto env = read("# comment\n\n"
                        "A=1\r\n"
                        "  export B = two words # why\n"
                        "C=\"# kept \"  # not\n"
                        "D='a\"b'\n"
                        "E=\n"
                        "F=a#b=c\n"
                        "A=2\n");
  REQUIRE(env);
  CHECK(*env
        == config::environment{
            {"A", "1"}, {"B", "two words"}, {"C", "# kept "}, {"D", "a\"b"}, {"E", ""}, {"F", "a#b=c"}});
}

TEST_CASE("the real environment wins over the file", "[config]") {
  CHECK(read("A=file\nB=file\n", {{"A", "real"}}).value() == config::environment{{"A", "real"}, {"B", "file"}});
}

TEST_CASE("a file that is not there adds nothing", "[config]") {
  CHECK(config::with_env_file({{"A", "1"}}, "/nowhere/.env").value().size() == 1);
}

TEST_CASE("a line that is no setting is refused by its number, without its text", "[config]") {
  for (const auto* bad : {"geheim", "1A=geheim", "A B=geheim", "A=\"geheim", "A='geheim' x", "=geheim"}) {
    const auto env = read(std::string("A=1\n") + bad + "\n");
    REQUIRE_FALSE(env);
    CHECK(env.error().code == "config.env_file");
    CHECK(env.error().what.find(":2:") != std::string::npos);
    CHECK(env.error().what.find("geheim") == std::string::npos);
  }
}

TEST_CASE("the process's variables are there", "[config]") { CHECK(config::process_environment().contains("PATH")); }
