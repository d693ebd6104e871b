#pragma once

#include "io/json/reader.hpp"

#include <map>

namespace charla::api {

/// Something that a send of the template must fill in.
struct template_variable {
  std::string name;          ///< `1` or `nombre`; of a file in the header its kind: `IMAGE`
  std::string in;            ///< `body`, `header`, `button 0`
  std::string example;       ///< what the provider was shown; may be empty
  std::string type = "text"; ///< `text`, `image`, `video`, `document`
  std::size_t component = 0; ///< its index in the components

  /// What names it among all of the template: `1`, `header.1`, `button0.1`.
  [[nodiscard]] std::string key() const;
};

/// The names between `{{` and `}}`, each once, in their order. Errors: `template.braces`, `template.name`.
[[nodiscard]] flows::result<std::vector<std::string>> holes_of(std::string_view text);

/// The variables of components in WhatsApp's form; what is broken has none.
[[nodiscard]] std::vector<template_variable> variables_of(json::value components);

/// As `ports::template_row::variables` has them.
[[nodiscard]] std::string write_variables(const std::vector<template_variable>& variables);

/// The text with each variable replaced by its value; one that is not there stays as it is.
[[nodiscard]] std::string filled(std::string_view text, const std::map<std::string, std::string>& values);

} // namespace charla::api
