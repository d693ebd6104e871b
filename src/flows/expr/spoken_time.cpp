#include "flows/expr/cursor.hpp"
#include "flows/expr/fold.hpp"
#include "flows/expr/spoken.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace charla::flows::expr::spoken {

namespace {

constexpr std::array<std::string_view, 12> beginnings{
    "a las ",           "a la ", "alas ", "las ",           "la ",        "as ",
    "a partir de las ", "at ",   "tipo ", "por volta das ", "desde las ", "das "};
constexpr std::array<std::array<std::string_view, 3>, 12> hour_words{{{"una", "uma", "one"},
                                                                      {"dos", "duas", "two"},
                                                                      {"tres", "tres", "three"},
                                                                      {"cuatro", "quatro", "four"},
                                                                      {"cinco", "cinco", "five"},
                                                                      {"seis", "seis", "six"},
                                                                      {"siete", "sete", "seven"},
                                                                      {"ocho", "oito", "eight"},
                                                                      {"nueve", "nove", "nine"},
                                                                      {"diez", "dez", "ten"},
                                                                      {"once", "onze", "eleven"},
                                                                      {"doce", "doze", "twelve"}}};
constexpr std::array<std::string_view, 5> noons{"mediodia", "al mediodia", "meio-dia", "meio dia", "noon"};
constexpr std::array<std::string_view, 5> midnights{"medianoche", "a medianoche", "meia-noite", "meia noite",
                                                    "midnight"};

// What follows, without its blanks and dots.
constexpr std::array<std::string_view, 6> units{"horas", "hora", "hrs", "hr", "hs", "h"};
constexpr std::array<std::string_view, 3> halves{"ymedia", "emeia", "ytreinta"};
constexpr std::array<std::string_view, 2> quarters{"ycuarto", "equinze"};
constexpr std::array<std::string_view, 7> mornings{"am",       "delamanana",    "damanha",    "inthemorning",
                                                   "demanana", "delamadrugada", "damadrugada"};
constexpr std::array<std::string_view, 6> afternoons{"pm",      "delatarde",  "datarde", "intheafternoon",
                                                     "detarde", "delmediodia"};
constexpr std::array<std::string_view, 6> nights{"delanoche",    "danoite", "atnight",
                                                 "intheevening", "denoche", "denoite"};

template <std::size_t N>
bool take_one(cursor& at, const std::array<std::string_view, N>& of) {
  return std::any_of(of.begin(), of.end(), [&](std::string_view word) { return at.take(word); });
}

template <std::size_t N>
bool is_one(std::string_view text, const std::array<std::string_view, N>& of) {
  return std::find(of.begin(), of.end(), text) != of.end();
}

struct clock_time {
  int hour = 0;
  int minute = 0;
};

std::optional<int> take_hour_word(cursor& at) {
  const auto word = at.rest.substr(0, at.rest.find(' '));
  for (std::size_t i = 0; i < hour_words.size(); ++i) {
    if (!is_one(word, hour_words.at(i))) continue;
    at.rest.remove_prefix(word.size());
    return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

/// `15`, `15:30`, `15.30`, `15h30`, `1530`, `tres`
std::optional<clock_time> take_clock(cursor& at) {
  if (const auto hour = take_hour_word(at)) return clock_time{*hour, 0};
  const auto digits = at.take_digits();
  if (digits.size() == 4) return clock_time{*cursor{digits}.digits(2), *cursor{digits.substr(2)}.digits(2)};
  if (digits.empty() || digits.size() > 2) return std::nullopt;
  clock_time out{*cursor{digits}.digits(digits.size()), 0};
  auto behind = at;
  if (!behind.take(':') && !behind.take('.') && !behind.take('h')) return out;
  const auto minute = behind.digits(2);
  if (!minute) return out; // `15h`, `3 p.m.`
  out.minute = *minute;
  at = behind;
  if (at.take(':')) { // seconds do not count
    const auto second = at.digits(2);
    if (!second || *second > 59) return std::nullopt;
  }
  return out;
}

/// Which half of the day is meant; false when that contradicts the hour, or is not understood.
bool take_half(cursor& tail, clock_time& t) {
  if (tail.done()) return true;
  if (is_one(tail.rest, mornings)) {
    if (t.hour > 12) return false;
    t.hour %= 12;
    return true;
  }
  const bool night = is_one(tail.rest, nights);
  if (!night && !is_one(tail.rest, afternoons)) return false;
  if (t.hour == 0) return night;
  constexpr int evening = 6; // the one of the night is an hour behind midnight
  if (night && t.hour == 12) t.hour = 0;
  if (t.hour < 12 && t.hour > 0 && (!night || t.hour >= evening)) t.hour += 12;
  return true;
}

} // namespace

std::optional<std::string> time(std::string_view text) {
  const auto folded = fold(trim(text));
  cursor at{folded};
  if (is_one(at.rest, noons)) return "12:00";
  if (is_one(at.rest, midnights)) return "00:00";
  take_one(at, beginnings);
  at.blanks();
  auto read = take_clock(at);
  if (!read) return std::nullopt;
  std::string rest{at.rest};
  rest.erase(std::remove_if(rest.begin(), rest.end(), [](char c) { return c == ' ' || c == '.' || c == ','; }),
             rest.end());
  cursor tail{rest};
  take_one(tail, units);
  if (take_one(tail, halves)) {
    if (read->minute != 0) return std::nullopt;
    read->minute = 30;
  } else if (take_one(tail, quarters)) {
    if (read->minute != 0) return std::nullopt;
    read->minute = 15;
  }
  take_one(tail, units);
  if (!take_half(tail, *read) || read->hour > 23 || read->minute > 59) return std::nullopt;
  return fmt::format("{:02}:{:02}", read->hour, read->minute);
}

} // namespace charla::flows::expr::spoken
