#pragma once

#include "flows/error.hpp"
#include "io/config/key.hpp"

/// From what a person wrote to a value of a key, and back.
namespace charla::config {

/// Reads a text (environment, command line) as the key's type. Flags: true/false, 1/0, yes/no, on/off. Lists: by
/// commas. The error says what was expected; the text is not repeated when the key is secret.
[[nodiscard]] flows::result<value> parse(const key& k, std::string_view text);

/// Checks type, range and choice. `found` describes the value in the error. A whole number will do for a number.
[[nodiscard]] flows::result<value> fit(const key& k, value v, std::string_view found);

/// As TOML writes it: `"text"`, `8000`, `["a", "b"]`.
[[nodiscard]] std::string to_toml(const value& v);
/// As an environment variable holds it.
[[nodiscard]] std::string to_text(const value& v);

/// The nearest of `known` when it is near enough to be a slip of the hand; empty otherwise.
[[nodiscard]] std::string_view nearest(std::string_view name, std::span<const std::string> known);

} // namespace charla::config
