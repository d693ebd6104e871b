#pragma once

#include "flows/expr/scope.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace charla::flows::expr {

/// What stands behind a filter's colon.
enum class argument_kind : std::uint8_t { none, text, number, whole_number, date_format };

/// What a filter is given beside the text.
struct filter_input {
  const std::vector<std::string>& arguments;
  const scope& names;
  std::vector<note>& notes;
};

/// `{{name | filter: argument, argument}}`. The table of all is what the editor and the JSON Schema are made from.
struct filter {
  std::string_view name;
  argument_kind takes = argument_kind::none;
  unsigned arguments_min = 0;
  unsigned arguments_max = 0;
  std::string_view example; ///< as it is written behind the bar
  std::string_view about;   ///< one line for the author
  /// Total: a text it can do nothing with stays as it is, with a note. Never longer than `filtered_max`.
  std::string (*run)(const std::string& text, const filter_input& with) = nullptr;
};

/// Bytes that a filter may make of a text.
inline constexpr std::size_t filtered_max = 64 * 1024;

/// All there are, by name.
[[nodiscard]] std::span<const filter> filters();
/// nullptr when there is none of that name.
[[nodiscard]] const filter* find_filter(std::string_view name);

} // namespace charla::flows::expr
