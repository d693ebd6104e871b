#pragma once

#include "conformance/store_suite.hpp"
#include "io/clock/system.hpp"
#include "io/secrets/crypto.hpp"
#include "io/store/sqlite.hpp"

#include <filesystem>
#include <unistd.h>

/// A SQLite file in a folder of its own, which goes with it.
namespace charla::conformance {

class sqlite_world final : public world {
public:
  sqlite_world() {
    // In memory where there is such a folder: a thousand commits then wait for no disk.
    const std::filesystem::path memory = "/dev/shm";
    const auto parent = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    auto name = (parent / "charla-store-XXXXXX").string();
    folder = mkdtemp(name.data());
  }
  sqlite_world(const sqlite_world&) = delete;
  sqlite_world& operator=(const sqlite_world&) = delete;
  ~sqlite_world() override { std::filesystem::remove_all(folder); }

  std::unique_ptr<ports::store> store() override { return store::make_sqlite(options(), *crypto, *clock); }
  std::string bytes_at_rest() override { return bytes_of_files(folder); }
  [[nodiscard]] store::sqlite_options options() const {
    store::sqlite_options o;
    o.path = path();
    return o;
  }
  [[nodiscard]] std::string path() const { return (folder / "charla.db").string(); }

  std::filesystem::path folder;
  std::unique_ptr<ports::crypto> crypto = secrets::make_crypto(std::string(32, 'k'));
  std::unique_ptr<ports::clock> clock = clock::make_system_clock();
};

} // namespace charla::conformance
