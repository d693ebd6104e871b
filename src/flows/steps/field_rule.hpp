#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// What may stand in the fields of steps and triggers: the compiler checks it, the JSON Schema is made from it, and an
/// editor makes its forms from it.
namespace charla::flows::steps {

enum class field_kind : std::uint8_t {
  word,     ///< a text as it is
  text,     ///< what the customer reads: a template, or one for each language
  filled,   ///< a template
  name,     ///< of a variable or an attribute: letters, digits, `_`, `.`, `-`
  duration, ///< seconds (`90`, `0.5`) or `3d 2h`
  whole,    ///< a whole number
  number,
  yes_no,
  one_of,    ///< one of `choices`
  words,     ///< a list of texts, or one text with commas
  pattern,   ///< RE2
  condition, ///< `expr::condition`
  hours,     ///< `expr::business_hours`
  flow,      ///< another flow: its number or its name
  node,      ///< a step of the flow
  items,     ///< a list of objects with `members`
  table,     ///< an object: name → template
};
[[nodiscard]] std::string_view name_of(field_kind k);

struct field_rule {
  std::string_view name;
  field_kind kind = field_kind::word;
  bool required = false;
  std::string_view about; ///< one line: meaning and default
  std::span<const std::string_view> choices = {};
  std::span<const field_rule> members = {};
  std::size_t length_max = 0; ///< characters that the provider takes (providers.md A8); 0: no limit of its own
};

} // namespace charla::flows::steps
