#include "flows/expr/cursor.hpp"
#include "flows/expr/fold.hpp"
#include "flows/expr/moment.hpp"
#include "flows/expr/spoken.hpp"

#include <algorithm>
#include <array>

namespace charla::flows::expr::spoken {

namespace {

constexpr std::array<std::string_view, 24> fillers{"el",      "la",      "o",    "a",  "para", "dia", "este",  "esta",
                                                   "proximo", "proxima", "next", "on", "this", "que", "viene", "vem",
                                                   "de",      "del",     "do",   "of", "the",  "na",  "no",    "da"};

std::string shifted(const local_time& today, int days) {
  return iso_date(zone{}.to_local(zone{}.to_utc({today.year, today.month, today.day + days})));
}

struct relative {
  std::string_view words;
  int days;
};
constexpr std::array<relative, 14> relatives{{{"hoy", 0},
                                              {"hoje", 0},
                                              {"today", 0},
                                              {"manana", 1},
                                              {"amanha", 1},
                                              {"tomorrow", 1},
                                              {"pasado manana", 2},
                                              {"depois amanha", 2},
                                              {"day after tomorrow", 2},
                                              {"ayer", -1},
                                              {"ontem", -1},
                                              {"yesterday", -1},
                                              {"anteayer", -2},
                                              {"anteontem", -2}}};

const std::array<const locale*, 3>& languages() {
  static const std::array<const locale*, 3> all{&locale_of("es"), &locale_of("pt"), &locale_of("en")};
  return all;
}

/// The place of a name among those of days or months, in full or short, in any of the languages.
template <class Full, class Short>
std::optional<int> place_of(const std::string& word, Full full, Short brief) {
  for (const auto* const in : languages())
    for (std::size_t i = 0; i < (in->*full).size(); ++i)
      if (fold((in->*full).at(i)) == word || fold((in->*brief).at(i)) == word) return static_cast<int>(i);
  return std::nullopt;
}

std::optional<int> weekday_of(const std::string& word) {
  constexpr std::array<std::string_view, 5> bare{"segunda", "terca", "quarta", "quinta", "sexta"};
  const auto* const at = std::find(bare.begin(), bare.end(), word); // without `-feira`
  if (at != bare.end()) return static_cast<int>(at - bare.begin()) + 1;
  return place_of(word, &locale::days, &locale::short_days);
}

std::optional<int> month_of(const std::string& word) {
  if (word == "setiembre") return 9;
  if (word == "sept") return 9;
  const auto at = place_of(word, &locale::months, &locale::short_months);
  return at ? std::optional{*at + 1} : std::nullopt;
}

/// `21`, `1º`, `1ro`, `21st`
std::optional<int> number_of(std::string_view word) {
  constexpr std::array<std::string_view, 9> endings{"", "º", "°", "ro", "o", "st", "nd", "rd", "th"};
  cursor at{word};
  const auto digits = at.take_digits();
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  if (std::find(endings.begin(), endings.end(), at.rest) == endings.end()) return std::nullopt;
  return *cursor{digits}.digits(digits.size());
}

/// `84` is 1984 and `26` is 2026: two digits reach 20 years ahead.
int full_year(int year, std::size_t digits, const local_time& today) {
  if (digits > 2) return year;
  constexpr int ahead = 20;
  const int near = today.year / 100 * 100 + year;
  return near > today.year + ahead ? near - 100 : near;
}

std::optional<std::string> day_of(int year, int month, int day) {
  if (!is_date(year, month, day)) return std::nullopt;
  return iso_date({year, month, day});
}

/// The next one, today included.
std::optional<std::string> day_to_come(int month, int day, const local_time& today) {
  constexpr int years_between_leap_days = 8;
  for (int year = today.year; year <= today.year + years_between_leap_days; ++year) {
    const bool over = year == today.year && (month < today.month || (month == today.month && day < today.day));
    if (!over && is_date(year, month, day)) return iso_date({year, month, day});
  }
  return std::nullopt;
}

/// `21/11/2026`, `3-5-84`, `21.11`, `2026-11-21`, `21 11 2026`
std::optional<std::string> in_digits(std::string_view text, const local_time& today) {
  std::array<std::string_view, 3> parts{};
  std::size_t count = 0;
  cursor at{text};
  while (count < parts.size()) {
    at.blanks();
    parts.at(count) = at.take_digits();
    if (parts.at(count).empty() || parts.at(count).size() > 4) return std::nullopt;
    ++count;
    const auto before = at.rest;
    at.blanks();
    if (at.done()) break;
    if (!at.take('/') && !at.take('-') && !at.take('.') && before.size() == at.rest.size()) return std::nullopt;
  }
  if (!at.done() || count < 2) return std::nullopt;
  const auto value = [&](std::size_t i) { return *cursor{parts.at(i)}.digits(parts.at(i).size()); };
  if (parts[0].size() == 4) return count == 3 ? day_of(value(0), value(1), value(2)) : std::nullopt;
  if (parts[0].size() > 2 || parts[1].size() > 2) return std::nullopt;
  if (count == 2) return day_to_come(value(1), value(0), today);
  if (parts[2].size() != 2 && parts[2].size() != 4) return std::nullopt;
  return day_of(full_year(value(2), parts[2].size(), today), value(1), value(0));
}

/// `21 noviembre 2026`, `november 21`
std::optional<std::string> with_month(const std::vector<std::string>& said, const local_time& today) {
  if (said.size() < 2 || said.size() > 3) return std::nullopt;
  const bool month_first = month_of(said[0]).has_value();
  const auto month = month_of(said[month_first ? 0 : 1]);
  const auto day = number_of(said[month_first ? 1 : 0]);
  if (!month || !day) return std::nullopt;
  if (said.size() == 2) return day_to_come(*month, *day, today);
  const auto year = number_of(said[2]);
  if (!year || said[2].size() == 3 || said[2].size() == 1) return std::nullopt;
  return day_of(full_year(*year, said[2].size(), today), *month, *day);
}

} // namespace

std::optional<std::string> date(std::string_view text, const local_time& today) {
  if (auto read = in_digits(trim(text), today)) return read;
  auto said = words(text);
  const auto is_filler = [](const std::string& w) {
    return std::find(fillers.begin(), fillers.end(), w) != fillers.end();
  };
  said.erase(std::remove_if(said.begin(), said.end(), is_filler), said.end());
  if (said.empty()) return std::nullopt;
  std::string whole;
  for (const auto& w : said)
    whole += (whole.empty() ? "" : " ") + w;
  for (const auto& r : relatives)
    if (r.words == whole) return shifted(today, r.days);
  if (said.size() == 1) {
    const auto wanted = weekday_of(whole);
    if (!wanted) return std::nullopt;
    const auto ahead = (*wanted - today.weekday + 7) % 7;
    return shifted(today, ahead == 0 ? 7 : ahead);
  }
  return with_month(said, today);
}

} // namespace charla::flows::expr::spoken
