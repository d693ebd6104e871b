#include "flows/expr/locale.hpp"

#include "flows/expr/fold.hpp"

#include <algorithm>
#include <string>

namespace charla::flows::expr {

namespace {

constexpr locale english{
    "en",
    '.',
    ',',
    false,
    {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
    {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"},
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
};

constexpr locale spanish{
    "es",
    ',',
    '.',
    true,
    {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
    {"dom", "lun", "mar", "mié", "jue", "vie", "sáb"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
     "diciembre"},
    {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
};

constexpr locale portuguese{
    "pt",
    ',',
    '.',
    true,
    {"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"},
    {"dom", "seg", "ter", "qua", "qui", "sex", "sáb"},
    {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
     "dezembro"},
    {"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
};

constexpr locale with_decimal_point(locale of) {
  of.point = '.';
  of.group = ',';
  of.spaced_money = false;
  return of;
}

constexpr locale spanish_with_point = with_decimal_point(spanish);

/// Mexico, Central America, Peru, the Caribbean and the United States write 1,234.50.
bool writes_decimal_point(std::string_view folded_country) {
  constexpr std::array<std::string_view, 10> countries{"mx", "us", "gt", "hn", "ni", "sv", "pa", "do", "pr", "pe"};
  return std::find(countries.begin(), countries.end(), folded_country) != countries.end();
}

struct currency_row {
  std::string_view code;
  std::string_view symbol;
  std::string_view in_english;
  unsigned decimals;
};

constexpr std::array<currency_row, 15> currencies{{
    {"ARS", "$", "AR$", 2},
    {"BOB", "Bs", "Bs", 2},
    {"BRL", "R$", "R$", 2},
    {"CLP", "$", "CLP$", 0},
    {"COP", "$", "COL$", 0},
    {"CRC", "₡", "₡", 2},
    {"EUR", "€", "€", 2},
    {"GBP", "£", "£", 2},
    {"GTQ", "Q", "Q", 2},
    {"MXN", "$", "MX$", 2},
    {"PEN", "S/", "S/", 2},
    {"PYG", "₲", "₲", 0},
    {"USD", "US$", "$", 2},
    {"UYU", "$U", "$U", 2},
    {"VES", "Bs.", "Bs.", 2},
}};

} // namespace

const locale& locale_of(std::string_view language) {
  const auto folded = fold(language.substr(0, 16));
  const auto only = std::string_view{folded}.substr(0, folded.find_first_of("-_"));
  if (only == "pt") return portuguese;
  if (only != "es") return english;
  const auto country = folded.size() > 3 ? std::string_view{folded}.substr(3) : std::string_view{};
  return writes_decimal_point(country) ? spanish_with_point : spanish;
}

currency currency_of(std::string_view code, const locale& in) {
  for (const auto& row : currencies)
    if (row.code == code) return {in.language == "en" ? row.in_english : row.symbol, row.decimals};
  return {code, 2};
}

} // namespace charla::flows::expr
