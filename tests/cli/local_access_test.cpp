#include "cli/local_access.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace charla;

namespace {

class folder {
public:
  folder() {
    auto name = (std::filesystem::temp_directory_path() / "charla-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~folder() { std::filesystem::remove_all(path); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  std::filesystem::path path;
};

} // namespace

TEST_CASE("the terminal's key reads back, and nobody but its owner may read it") {
  const folder f;
  const auto file = f.path / "terminal.key";
  std::ofstream{file} << "of a process that was killed\n";
  ::chmod(file.c_str(), 0666);
  REQUIRE(cli::write_local_access(file, {"http://127.0.0.1:8000", "cht_secret"}));
  struct stat about {};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  const auto back = cli::read_local_access(file);
  REQUIRE(back);
  CHECK(back->url == "http://127.0.0.1:8000");
  CHECK(back->token == "cht_secret");
}

TEST_CASE("a key that others could have written is not trusted: its address would be sent the token") {
  const folder f;
  const auto file = f.path / "terminal.key";
  REQUIRE(cli::write_local_access(file, {"http://127.0.0.1:8000", "cht_secret"}));
  ::chmod(file.c_str(), 0620);
  CHECK_FALSE(cli::read_local_access(file));
  ::chmod(file.c_str(), 0600);
  std::filesystem::create_symlink(file, f.path / "link");
  CHECK_FALSE(cli::read_local_access(f.path / "link"));
}

TEST_CASE("a key that is missing or cut off is told by its file") {
  const folder f;
  const auto file = f.path / "terminal.key";
  const auto none = cli::read_local_access(file);
  REQUIRE_FALSE(none);
  CHECK(none.error().what.find(file.string()) != std::string::npos);
  std::ofstream{file} << "http://127.0.0.1:8000\ncht_sec";
  ::chmod(file.c_str(), 0600);
  CHECK_FALSE(cli::read_local_access(file));
  CHECK_FALSE(cli::write_local_access(f.path / "no" / "such" / "terminal.key", {"u", "t"}));
}

TEST_CASE("the key lies beside the database, or in var for a store without a file") {
  ports::config c;
  c.store.path = "/srv/charla/charla.db";
  CHECK(cli::local_access_file(c) == "/srv/charla/terminal.key");
  c.store.kind = "postgres";
  CHECK(cli::local_access_file(c) == "var/terminal.key");
}

TEST_CASE("the terminal comes by the loopback, or not without a key") {
  CHECK(cli::loopback_host("0.0.0.0") == "127.0.0.1");
  CHECK(cli::loopback_host("::") == "127.0.0.1");
  CHECK(cli::loopback_host("127.0.0.1") == "127.0.0.1");
  CHECK(cli::loopback_host("127.0.0.2") == "127.0.0.2");
  CHECK(cli::loopback_host("::1") == "[::1]");
  CHECK(cli::loopback_host("192.0.2.7").empty());
}
