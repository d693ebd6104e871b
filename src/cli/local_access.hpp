#pragma once

#include "io/ports/config.hpp"

#include "flows/error.hpp"

#include <filesystem>
#include <string>

namespace charla::cli {

/// How a terminal on this machine reaches the running `charla serve`: whoever may read the data folder may do what its
/// owner may. The token lives as long as the process; the file is readable by its owner only.
struct local_access {
  std::string url;   ///< `http://127.0.0.1:8000`
  std::string token; ///< accepted from this machine alone
};

/// `terminal.key`, in the folder of the SQLite file, or in `var` for other stores.
[[nodiscard]] std::filesystem::path local_access_file(const ports::config& config);

/// Where a server that listens on this address is reached from this machine itself, as part of a URL; empty when that
/// would not be by the loopback, from where alone the token is accepted.
[[nodiscard]] std::string loopback_host(std::string_view listening);

/// Replaces the file, whatever was there. Errors: `terminal.key`.
[[nodiscard]] flows::result<void> write_local_access(const std::filesystem::path& file, const local_access& access);

/// Errors: `terminal.key`, when there is none, it does not read, or others than its owner could have written it.
[[nodiscard]] flows::result<local_access> read_local_access(const std::filesystem::path& file);

} // namespace charla::cli
