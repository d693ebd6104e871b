#pragma once

#include "flows/expr/answer.hpp"
#include "flows/expr/decimal.hpp"
#include "flows/expr/locale.hpp"
#include "flows/expr/zone.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What people write for a number, a day, a time, … in Spanish, Portuguese and English; `nullopt` for what is none.
namespace charla::flows::expr::spoken {

/// `1.234,56`, `1,234.56`, `$ 500`, `12`; one mark before three digits means what it does in that language.
[[nodiscard]] std::optional<decimal> number(std::string_view text, const locale& in);
/// `21/11/2026`, `3-5-84`, `2026-11-21`, `21/11`, `21 de noviembre`, `hoy`, `depois de amanhã`, `friday`; ISO 8601.
[[nodiscard]] std::optional<std::string> date(std::string_view text, const local_time& today);
/// `15:30`, `3pm`, `15h`, `15.30`, `las 3 y media de la tarde`, `meio-dia`; `HH:MM`.
[[nodiscard]] std::optional<std::string> time(std::string_view text);
[[nodiscard]] std::optional<std::string> email(std::string_view text);
/// E.164. A number without `+` or `00` gets the country's code, unless it begins with it and is longer than 11 digits.
[[nodiscard]] std::optional<std::string> phone(std::string_view text, std::string_view country_code);
/// By title, id, place in the list from 1, or a beginning that only one title has.
[[nodiscard]] std::optional<std::string> choice(std::string_view text, const std::vector<answer_option>& options);
[[nodiscard]] std::optional<bool> yes_no(std::string_view text);

/// Words in lower case without accents, at blanks and punctuation.
[[nodiscard]] std::vector<std::string> words(std::string_view text);

} // namespace charla::flows::expr::spoken
