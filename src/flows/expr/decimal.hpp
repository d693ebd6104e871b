#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace charla::flows::expr {

/// A number with six decimals below 10^15 in size, the same on every machine: a price is never 0.30000000000000004.
class decimal {
public:
  decimal() = default;
  static decimal of(std::int64_t whole);
  /// `12`, `-1.5`, `+0.25`, blanks around it allowed; decimals behind the sixth are rounded. `nullopt` for others and
  /// for numbers that are too large.
  [[nodiscard]] static std::optional<decimal> read(std::string_view text);

  [[nodiscard]] std::optional<decimal> plus(decimal other) const;
  [[nodiscard]] std::optional<decimal> minus(decimal other) const;
  [[nodiscard]] std::optional<decimal> times(decimal other) const;
  /// `nullopt` when the other one is zero, or the result too large.
  [[nodiscard]] std::optional<decimal> divided_by(decimal other) const;
  /// To so many decimals (six at most), halves away from zero.
  [[nodiscard]] decimal rounded(unsigned decimals) const;
  /// The whole number that it is; `nullopt` when it has decimals.
  [[nodiscard]] std::optional<std::int64_t> whole() const;

  /// `1234.5`: no zeros at the end.
  [[nodiscard]] std::string text() const;
  /// `1.234,50`: exactly that many decimals (six at most), thousands grouped.
  [[nodiscard]] std::string text(unsigned decimals, char point, char group) const;

  friend bool operator==(decimal, decimal) = default;
  friend auto operator<=>(decimal, decimal) = default; // NOLINT(modernize-use-nullptr): it sees a 0 in there

private:
  __extension__ typedef __int128 wide; // NOLINT(modernize-use-using): `__extension__` wants a declaration
  explicit decimal(wide millionths) : millionths_(millionths) {}
  [[nodiscard]] static std::optional<decimal> within(wide millionths);

  wide millionths_ = 0;
};

} // namespace charla::flows::expr
