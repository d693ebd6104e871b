#pragma once

#include "flows/expr/facts.hpp"
#include "flows/expr/pattern.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace charla::flows::expr {

/// What stands in `with`.
enum class with_kind : std::uint8_t { none, text, texts, number, range, date, pattern };

/// What a test is given at run time.
struct test_input {
  std::string_view value;
  std::span<const std::string> with; ///< one text; more of `texts`, two of `range`
  const compiled_pattern* pattern;   ///< of `matches` only
  const facts& about;
  std::vector<note>& notes;
};

/// One test of a condition. The table of all is what the editor and the JSON Schema are made from.
struct condition_test {
  std::string_view name;
  bool needs_value = true;
  with_kind with = with_kind::none;
  std::string_view about; ///< one line for the author
  /// Total: false with a note where a number or a date is needed and there is none.
  bool (*holds)(const test_input& in) = nullptr;

  [[nodiscard]] bool needs_with() const { return with != with_kind::none; }
};

/// All there are, in the order an editor shows them.
[[nodiscard]] std::span<const condition_test> condition_tests();
/// nullptr when there is none of that name.
[[nodiscard]] const condition_test* find_condition_test(std::string_view name);

/// `a, b` as the texts between the commas, without blanks around them; empty ones are left out.
[[nodiscard]] std::vector<std::string> comma_list(std::string_view text);
/// `10..20`; `nullopt` without the two dots.
[[nodiscard]] std::optional<std::vector<std::string>> range_ends(std::string_view text);

} // namespace charla::flows::expr
