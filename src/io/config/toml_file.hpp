#pragma once

#include "flows/error.hpp"
#include "io/config/key.hpp"

#include <optional>
#include <string>

namespace charla::config {

/// A leaf of a TOML document: `http.port` and its value; `found` says what stands there in words.
struct setting {
  std::string name;
  std::optional<value> given; ///< nothing: of a type that no key has (a date, a list of tables)
  std::string found;
  int line = 0;
};

/// Reads a TOML file as its leaves, in no promised order. Errors: `config.file` (not readable, not TOML: file, line,
/// column).
[[nodiscard]] flows::result<std::vector<setting>> read_toml(const std::string& file);

} // namespace charla::config
