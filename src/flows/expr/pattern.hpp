#pragma once

#include "flows/error.hpp"

#include <memory>
#include <string_view>

namespace re2 {
class RE2;
}

namespace charla::flows::expr {

/// A pattern (RE2 syntax, without regard to case), compiled once; copies share it.
class compiled_pattern {
public:
  /// Error `flow.bad_pattern` says what is wrong; a pattern that needs too much memory is wrong, too.
  [[nodiscard]] static result<compiled_pattern> parse(std::string_view pattern);
  /// Does it occur in the text? Linear time whatever the customer writes. A text that is not UTF-8 matches nothing.
  [[nodiscard]] bool matches(std::string_view text) const;
  /// Is the text all of what the pattern describes?
  [[nodiscard]] bool matches_all_of(std::string_view text) const;
  /// False for one that no text can hold, as far as its form shows: letters before `^` or after `$`, an empty class.
  [[nodiscard]] bool can_match() const;

private:
  explicit compiled_pattern(std::shared_ptr<const re2::RE2> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const re2::RE2> compiled_;
};

/// The same for a pattern that is used once.
[[nodiscard]] result<bool> matches(std::string_view pattern, std::string_view text);

} // namespace charla::flows::expr
