#pragma once

#include "flows/error.hpp"

#include <memory>
#include <string_view>

namespace re2 {
class RE2;
} // namespace re2

namespace charla::flows::expr {

/// A pattern in RE2's syntax, without regard to case, ready to run. Linear time whatever the customer writes; copies
/// share it.
class pattern {
public:
  /// Error `flow.bad_pattern` says what is wrong with it.
  [[nodiscard]] static result<pattern> compile(std::string_view written);

  /// Does it occur in the text? A text that is not UTF-8 holds nothing.
  [[nodiscard]] bool occurs_in(std::string_view text) const;
  /// False for one that no text can hold, as far as its form shows: letters before `^` or after `$`, an empty class.
  [[nodiscard]] bool can_match() const;

private:
  explicit pattern(std::shared_ptr<const re2::RE2> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const re2::RE2> compiled_;
};

/// Compiles and looks once: for what is asked once.
[[nodiscard]] result<bool> matches(std::string_view pattern, std::string_view text);

} // namespace charla::flows::expr
