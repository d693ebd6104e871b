#pragma once

#include "flows/error.hpp"
#include "io/config/environment.hpp"
#include "io/ports/config.hpp"

#include <utility>
#include <vector>

namespace charla::config {

/// `{"http.port", "9000"}`, from the command line.
using overrides = std::vector<std::pair<std::string, std::string>>;

/// Reads the configuration. Later wins: defaults, the TOML file, the environment, the command line.
/// `file`: empty takes `CHARLA_CONFIG` of the environment, else config/charla.toml when it exists. A named file must
/// exist. Errors: `config.invalid`, one line a problem (unknown key with the nearest known one; key, expected, found).
[[nodiscard]] flows::result<ports::config>
load(const std::string& file, const environment& env, const overrides& command_line = {});

/// Variables that look as if they should do something and do not: unknown `CHARLA_…` names, and names of the replaced
/// systems that this version does not use. One sentence each, without values.
[[nodiscard]] std::vector<std::string> notes(const environment& env);

/// Refuses what must not run: outside development any default secret or a missing secret key; anywhere, a live channel
/// without credentials of its own. One message that lists all and how to set each. Errors: `config.secrets`.
[[nodiscard]] flows::result<void> check(const ports::config& c);

/// The generated documents.
[[nodiscard]] std::string describe_toml();     ///< config/charla.toml
[[nodiscard]] std::string describe_env();      ///< .env.example
[[nodiscard]] std::string describe_markdown(); ///< the tables of docs/operating.md

} // namespace charla::config
