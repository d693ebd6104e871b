#pragma once

#include <array>
#include <string_view>

namespace charla::flows::expr {

/// How a language writes numbers and the names of days and months.
struct locale {
  std::string_view language; ///< `es`, `pt` or `en`
  char point = '.';
  char group = ',';
  bool spaced_money = false; ///< `$ 12,50` rather than `$12.50`
  std::array<std::string_view, 7> days;
  std::array<std::string_view, 7> short_days;
  std::array<std::string_view, 12> months;
  std::array<std::string_view, 12> short_months;
};

/// Of `es`, `es-MX`, `pt_BR`, …: by the language, and by the country where one writes Spanish with a decimal point.
/// English for every other.
[[nodiscard]] const locale& locale_of(std::string_view language);

/// `$`, `R$`, … for a code of ISO 4217 in that language; the code itself for others.
struct currency {
  std::string_view symbol;
  unsigned decimals = 2;
};
[[nodiscard]] currency currency_of(std::string_view code, const locale& in);

} // namespace charla::flows::expr
