#pragma once

#include "flows/error.hpp"

#include <map>
#include <string_view>

namespace charla::config {

using environment = std::map<std::string, std::string, std::less<>>;

/// The process's variables. The only place of the program that reads them.
[[nodiscard]] environment process_environment();

/// Adds what a `.env` file says; a variable that is there already stays, a file that is not there adds nothing.
/// Lines: `NAME=value`, `export NAME=value`, values in '…' or "…" kept as they are, `#` starts a comment at the start
/// of a line or after a blank. Errors: `config.env_file` with the line's number, never with the value.
[[nodiscard]] flows::result<environment> with_env_file(environment real, const std::string& file = ".env");

} // namespace charla::config
