#include "flows/expr/moment.hpp"

#include "flows/expr/cursor.hpp"

#include <fmt/core.h>

#include <chrono>

namespace charla::flows::expr {

namespace {

/// `Z`, `+03:00`, `-0300`, `+03`; in seconds.
std::optional<std::int32_t> take_offset(cursor& text) {
  if (text.take('Z') || text.take('z')) return 0;
  const bool west = text.take('-');
  if (!west && !text.take('+')) return std::nullopt;
  const auto hours = text.digits(2);
  if (!hours || *hours > 18) return std::nullopt;
  int minutes = 0;
  if (text.take(':') || !text.done()) {
    const auto read = text.digits(2);
    if (!read || *read > 59) return std::nullopt;
    minutes = *read;
  }
  const auto east = *hours * 3600 + minutes * 60;
  return west ? -east : east;
}

bool take_date(cursor& text, local_time& out) {
  const auto year = text.digits(4);
  if (!year || !text.take('-')) return false;
  const auto month = text.digits(2);
  if (!month || !text.take('-')) return false;
  const auto day = text.digits(2);
  if (!day || !is_date(*year, *month, *day)) return false;
  out.year = *year;
  out.month = *month;
  out.day = *day;
  return true;
}

bool take_time(cursor& text, local_time& out) {
  const auto hour = text.digits(2);
  if (!hour || *hour > 23 || !text.take(':')) return false;
  const auto minute = text.digits(2);
  if (!minute || *minute > 59) return false;
  out.hour = *hour;
  out.minute = *minute;
  if (!text.take(':')) return true;
  const auto second = text.digits(2);
  if (!second || *second > 59) return false;
  out.second = *second;
  if (text.take('.') || text.take(',')) return !text.take_digits().empty();
  return true;
}

std::optional<moment> read_unix(std::string_view digits) {
  constexpr std::size_t digits_min = 9; // fewer is a number or a year rather than a moment
  constexpr std::size_t digits_max = 11;
  if (digits.size() < digits_min || digits.size() > digits_max) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : digits)
    seconds = seconds * 10 + (c - '0');
  return moment{from_unix_ms(seconds * 1000), false};
}

} // namespace

bool is_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || day < 1) return false;
  return (std::chrono::year{year} / month / day).ok();
}

std::optional<moment> read_moment(std::string_view written, timestamp now, const zone& local) {
  cursor text{trim(written)};
  if (text.rest == "now") return moment{now, false};
  if (text.rest.find_first_not_of("0123456789") == std::string_view::npos) return read_unix(text.rest);
  local_time read;
  if (!take_date(text, read)) return std::nullopt;
  if (text.done()) return moment{local.to_utc(read), true};
  if (!text.take('T') && !text.take('t') && !text.take(' ')) return std::nullopt;
  if (!take_time(text, read)) return std::nullopt;
  if (text.done()) return moment{local.to_utc(read), false};
  const auto east = take_offset(text);
  if (!east || !text.done()) return std::nullopt;
  return moment{zone{}.to_utc(read) - std::chrono::seconds{*east}, false};
}

std::string iso_date(const local_time& day) { return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day); }

std::string iso_text(const moment& m, const zone& local) {
  const auto shown = local.to_local(m.at);
  if (m.day_only) return iso_date(shown);
  const auto east = local.seconds_east(m.at);
  const auto size = east < 0 ? -east : east;
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", iso_date(shown), shown.hour, shown.minute, shown.second,
                     east < 0 ? '-' : '+', size / 3600, size / 60 % 60);
}

} // namespace charla::flows::expr
