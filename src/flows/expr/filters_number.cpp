#include "flows/expr/decimal.hpp"
#include "flows/expr/filters.hpp"
#include "flows/expr/locale.hpp"

#include <algorithm>
#include <utility>

namespace charla::flows::expr::apply {

namespace {

constexpr unsigned decimals_max = 6;

std::optional<decimal> read(std::string_view text, const filter_input& with) {
  const auto out = decimal::read(text);
  if (!out) add_note(with.notes, "not_a_number", text);
  return out;
}

/// How many decimals the first argument says; `otherwise` when there is none.
std::optional<unsigned> decimals(const filter_input& with, unsigned otherwise) {
  if (with.arguments.empty()) return otherwise;
  const auto said = read(with.arguments[0], with);
  if (!said) return std::nullopt;
  const auto whole = said->whole().value_or(0);
  return static_cast<unsigned>(std::clamp<std::int64_t>(whole, 0, decimals_max));
}

using operation = std::optional<decimal> (decimal::*)(decimal) const;

std::string calculate(const std::string& text, const filter_input& with, operation operate) {
  const auto left = read(text, with);
  const auto right = read(with.arguments[0], with);
  if (!left || !right) return text;
  const auto out = ((*left).*operate)(*right);
  if (out) return out->text();
  add_note(with.notes, "not_a_number", "the result is too large, or a division by zero");
  return text;
}

} // namespace

std::string plus(const std::string& text, const filter_input& with) { return calculate(text, with, &decimal::plus); }
std::string minus(const std::string& text, const filter_input& with) { return calculate(text, with, &decimal::minus); }
std::string times(const std::string& text, const filter_input& with) { return calculate(text, with, &decimal::times); }
std::string divided_by(const std::string& text, const filter_input& with) {
  return calculate(text, with, &decimal::divided_by);
}

std::string round(const std::string& text, const filter_input& with) {
  const auto n = read(text, with);
  const auto to = decimals(with, 0);
  return n && to ? n->rounded(*to).text() : text;
}

std::string number(const std::string& text, const filter_input& with) {
  const auto n = read(text, with);
  const auto to = decimals(with, decimals_max);
  if (!n || !to) return text;
  const auto& in = locale_of(with.names.language());
  if (!with.arguments.empty()) return n->text(*to, in.point, in.group);
  // As many decimals as it has.
  const auto plain = n->text();
  const auto point = plain.find('.');
  return n->text(point == std::string::npos ? 0 : static_cast<unsigned>(plain.size() - point - 1), in.point, in.group);
}

std::string money(const std::string& text, const filter_input& with) {
  const auto amount = read(text, with);
  if (!amount) return text;
  const auto& in = locale_of(with.names.language());
  const auto of = currency_of(with.arguments[0], in);
  const bool letters = of.symbol.empty() || of.symbol == with.arguments[0];
  auto digits = amount->text(of.decimals, in.point, in.group);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  return (negative ? "-" : "") + std::string{of.symbol} + (letters || in.spaced_money ? " " : "") + digits;
}

} // namespace charla::flows::expr::apply
