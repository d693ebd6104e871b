#pragma once

#include "flows/expr/answer.hpp"
#include "flows/steps/interactive.hpp"

namespace charla::flows::steps {

/// How a question is put to the customer.
enum class manner : std::uint8_t { automatic, buttons, list, numbers, plain };
inline constexpr std::array<std::string_view, 5> manner_names{"auto", "buttons", "list", "numbers", "plain"};

/// The bubble of a question: bare text; with buttons or a list where its options fit; else the options numbered below.
class question {
public:
  question(field_reader& f, std::string_view kind);
  [[nodiscard]] result<void> put(context& c) const;
  /// As the customer sees them now, for reading the answer.
  [[nodiscard]] std::vector<expr::answer_option> options(context& c) const;

private:
  [[nodiscard]] manner manner_for(const std::vector<expr::answer_option>& options) const;
  [[nodiscard]] interactive_content
  tappable(context& c, const std::vector<expr::answer_option>& options, std::string text, manner how) const;

  localized text_;
  localized label_;
  std::vector<option> options_;
  manner how_ = manner::automatic;
  bool asks_place_;
  bool asks_yes_no_;
};

} // namespace charla::flows::steps
