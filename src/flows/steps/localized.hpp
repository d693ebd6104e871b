#pragma once

#include "flows/expr/text_template.hpp"

#include <map>

namespace charla::flows::steps {

/// A text in each language it was written in.
class localized {
public:
  localized() = default;
  /// @param fallback spoken when the contact's language has no text.
  localized(std::map<std::string, expr::text_template, std::less<>> by_language, std::string fallback)
      : by_language_(std::move(by_language)), fallback_(std::move(fallback)) {}

  [[nodiscard]] bool empty() const noexcept { return by_language_.empty(); }
  /// The text for `language` (`pt-BR`, else `pt`, else the fallback's, else the first there is); nullptr when empty.
  [[nodiscard]] const expr::text_template* in(std::string_view language) const;

private:
  std::map<std::string, expr::text_template, std::less<>> by_language_;
  std::string fallback_;
};

} // namespace charla::flows::steps
