#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace charla::flows::expr {

/// The value behind a name, or `nullopt` when nobody knows it.
using lookup = std::function<std::optional<std::string_view>(std::string_view name)>;

struct substituted {
  std::string text;
  std::vector<std::string> unknown; ///< names that stood for nothing; each became empty
};

/// Fills `{{name}}` in; total: every text gives a text. `{{name|json}}` writes the value so that it may stand between
/// the quotes of a JSON string. Braces that do not close, or that hold no name, stay as they are written. A value is
/// never looked into again, so a customer's text cannot name anything.
[[nodiscard]] substituted substitute(std::string_view text, const lookup& value_of);

} // namespace charla::flows::expr
