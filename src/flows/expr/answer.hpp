#pragma once

#include "flows/error.hpp"
#include "flows/expr/pattern.hpp"
#include "flows/expr/scope.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace charla::flows::expr {

/// What a question asks for. Media and places are looked at by the step: they are no text.
enum class answer_kind : std::uint8_t { text, number, date, time, email, phone, choice, yes_no };

[[nodiscard]] std::string_view name_of(answer_kind k);
[[nodiscard]] std::optional<answer_kind> answer_kind_named(std::string_view name);

struct answer_option {
  std::string id; ///< what the answer becomes; the title when it is empty
  std::string title;
};

/// What else an answer has to be. What does not concern the kind is not looked at.
struct answer_rules {
  std::optional<std::size_t> min_length; ///< of a text, in characters
  std::optional<std::size_t> max_length;
  std::string pattern;                ///< of a text: RE2, all of it, without regard to case
  std::string min;                    ///< of a number (`0.5`), a date (`2026-12-31`, `today`) or a time (`09:00`)
  std::string max;                    ///< the same; both included
  std::string country_code;           ///< of a phone number that is written without one: `54`
  std::vector<answer_option> options; ///< of a choice
};

/// Reads what a customer answers, whatever language they write of the three. Made once, when a flow is published.
class answer_reader {
public:
  /// Error `flow.bad_answer`, or `flow.bad_pattern`; `where` is the rule (`min`, `options[1]`, …).
  [[nodiscard]] static result<answer_reader> parse(answer_kind kind, answer_rules rules);

  /// The answer in its one form: a number `1234.56`, a date `2026-11-21`, a time `15:30`, an e-mail with its domain in
  /// lower case, a phone number `+5491155550100`, a choice's id, `yes` or `no`, a text without blanks around it.
  ///
  /// A day is before its month (`3/5` is in May); one without a year is the next to come. A weekday is the next one
  /// after today. `1.234` and `1,234` mean what they do in the scope's language.
  ///
  /// Errors: `answer.` and `too_short`, `too_long`, `no_match`; `not_a_number`, `too_small`, `too_large`; `not_a_date`,
  /// `not_a_time`, `too_early`, `too_late`; `not_an_email`; `not_a_phone`; `not_a_choice`; `not_yes_or_no`.
  [[nodiscard]] result<std::string> read(std::string_view text, const scope& in) const;

private:
  answer_reader(answer_kind kind, answer_rules rules) : kind_(kind), rules_(std::move(rules)) {}
  [[nodiscard]] result<std::string> read_text(std::string_view text) const;
  [[nodiscard]] result<std::string> read_number(std::string_view text, const scope& in) const;
  [[nodiscard]] result<std::string> read_date(std::string_view text, const scope& in) const;
  [[nodiscard]] result<std::string> read_time(std::string_view text) const;

  answer_kind kind_;
  answer_rules rules_;
  std::optional<compiled_pattern> pattern_;
};

/// The same for rules that are used once.
[[nodiscard]] result<std::string>
parse_answer(answer_kind kind, std::string_view text, const answer_rules& rules, const scope& in);

} // namespace charla::flows::expr
