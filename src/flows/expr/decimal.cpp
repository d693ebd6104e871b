#include "flows/expr/decimal.hpp"

#include "flows/expr/cursor.hpp"

#include <array>

namespace charla::flows::expr {

namespace {

constexpr unsigned places = 6;
constexpr std::int64_t one = 1'000'000;
constexpr std::int64_t whole_max = 1'000'000'000'000'000; // 10^15: a product of two fits 128 bits
constexpr std::array<std::int64_t, places + 1> unit{one, 100'000, 10'000, 1'000, 100, 10, 1};

/// Halves away from zero; `b` is positive.
template <class W>
W divide_rounding(W a, W b) {
  return a < 0 ? -((-a + b / 2) / b) : (a + b / 2) / b;
}

} // namespace

decimal decimal::of(std::int64_t whole) { return decimal{static_cast<wide>(whole) * one}; }

std::optional<decimal> decimal::within(wide millionths) {
  constexpr auto most = static_cast<wide>(whole_max) * one;
  if (millionths >= most || millionths <= -most) return std::nullopt;
  return decimal{millionths};
}

std::optional<decimal> decimal::read(std::string_view text) {
  auto rest = trim(text);
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative || (!rest.empty() && rest.front() == '+')) rest.remove_prefix(1);
  const auto point = rest.find('.');
  const auto whole = rest.substr(0, point);
  const auto part = point == std::string_view::npos ? std::string_view{} : rest.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && part.empty())) return std::nullopt;
  wide out = 0;
  for (const char c : whole) {
    if (!is_digit(c)) return std::nullopt;
    out = out * 10 + (c - '0');
    if (out >= whole_max) return std::nullopt;
  }
  out *= one;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (!is_digit(part[i])) return std::nullopt;
    if (i < places) out += unit[i + 1] * (part[i] - '0');
    if (i == places && part[i] >= '5') ++out;
  }
  return within(negative ? -out : out);
}

std::optional<decimal> decimal::plus(decimal other) const { return within(millionths_ + other.millionths_); }

std::optional<decimal> decimal::minus(decimal other) const { return within(millionths_ - other.millionths_); }

std::optional<decimal> decimal::times(decimal other) const {
  // In two parts: the product of two sizes of 10^21 would not fit.
  const auto whole = millionths_ / one * other.millionths_;
  const auto part = divide_rounding<wide>(millionths_ % one * other.millionths_, one);
  return within(whole + part);
}

std::optional<decimal> decimal::divided_by(decimal other) const {
  if (other.millionths_ == 0) return std::nullopt;
  const bool negative = other.millionths_ < 0;
  const auto quotient = divide_rounding<wide>(millionths_ * one, negative ? -other.millionths_ : other.millionths_);
  return within(negative ? -quotient : quotient);
}

decimal decimal::rounded(unsigned decimals) const {
  if (decimals >= places) return *this;
  return decimal{divide_rounding<wide>(millionths_, unit[decimals]) * unit[decimals]};
}

std::optional<std::int64_t> decimal::whole() const {
  if (millionths_ % one != 0) return std::nullopt;
  return static_cast<std::int64_t>(millionths_ / one);
}

std::string decimal::text(unsigned decimals, char point, char group) const {
  const auto shown = rounded(decimals).millionths_;
  const auto size = shown < 0 ? -shown : shown;
  const auto digits = std::to_string(static_cast<std::int64_t>(size / one));
  std::string out = shown < 0 ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && group != '\0' && (digits.size() - i) % 3 == 0) out += group;
    out += digits[i];
  }
  if (decimals == 0) return out;
  out += point;
  for (unsigned i = 1; i <= decimals && i <= places; ++i)
    out += static_cast<char>('0' + static_cast<int>(size / unit[i] % 10));
  return out;
}

std::string decimal::text() const {
  auto out = text(places, '.', '\0');
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') out.pop_back();
  return out;
}

} // namespace charla::flows::expr
