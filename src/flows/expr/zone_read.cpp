#include "flows/expr/zone.hpp"

#include <algorithm>
#include <optional>

namespace charla::flows::expr {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

} // namespace

/// Reads a TZ string from left to right; every function takes what it names off the front of `rest`.
class zone_reader {
public:
  explicit zone_reader(std::string_view text) : rest(text) {}

  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }

  bool take_name() {
    std::size_t end = 0;
    if (take('<')) {
      while (end < rest.size() && (is_letter(rest[end]) || is_digit(rest[end]) || rest[end] == '+' || rest[end] == '-'))
        ++end;
      if (end < 3 || end >= rest.size() || rest[end] != '>') return false;
      rest.remove_prefix(end + 1);
      return true;
    }
    while (end < rest.size() && is_letter(rest[end]))
      ++end;
    rest.remove_prefix(end);
    return end >= 3;
  }

  std::optional<int> take_number(int least, int most) {
    int out = 0;
    std::size_t digits = 0;
    while (digits < rest.size() && digits < 3 && is_digit(rest[digits]))
      out = out * 10 + (rest[digits++] - '0');
    rest.remove_prefix(digits);
    if (digits == 0 || out < least || out > most) return std::nullopt;
    return out;
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  std::optional<std::int32_t> take_time(int hours_max) {
    const bool minus = take('-');
    if (!minus) take('+');
    const auto hours = take_number(0, hours_max);
    if (!hours) return std::nullopt;
    std::int32_t out = *hours * 3600;
    for (const int unit : {60, 1}) {
      if (!take(':')) break;
      const auto part = take_number(0, 59);
      if (!part) return std::nullopt;
      out += *part * unit;
    }
    return minus ? -out : out;
  }

  std::optional<zone::change> take_change() {
    zone::change out;
    if (take('M')) {
      const auto month = take_number(1, 12);
      const auto week = month && take('.') ? take_number(1, 5) : std::nullopt;
      const auto day = week && take('.') ? take_number(0, 6) : std::nullopt;
      if (!day) return std::nullopt;
      out.month = *month;
      out.week = *week;
      out.day = *day;
    } else {
      const bool julian = take('J');
      const auto day = julian ? take_number(1, 365) : take_number(0, 365);
      if (!day) return std::nullopt;
      out.kind = julian ? zone::rule::julian_without_leap_day : zone::rule::day_of_year;
      out.day = *day;
    }
    if (!take('/')) return out;
    const auto at = take_time(167);
    if (!at) return std::nullopt;
    out.at = *at;
    return out;
  }

  /// Everything; the empty optional leaves `rest` where it went wrong.
  std::optional<zone> take_zone() {
    zone out;
    if (!take_name()) return std::nullopt;
    const auto west = take_time(24);
    if (!west) return std::nullopt;
    out.standard_ = -*west;
    out.summer_ = out.standard_;
    if (rest.empty()) return out;
    if (!take_name()) return std::nullopt;
    out.changes_ = true;
    out.summer_ = out.standard_ + 3600;
    if (!rest.empty() && rest.front() != ',') {
      const auto summer_west = take_time(24);
      if (!summer_west) return std::nullopt;
      out.summer_ = -*summer_west;
    }
    const auto begins = take(',') ? take_change() : std::nullopt;
    const auto ends = begins && take(',') ? take_change() : std::nullopt;
    if (!ends || !rest.empty()) return std::nullopt;
    out.begins_ = *begins;
    out.ends_ = *ends;
    return out;
  }
};

result<zone> zone::parse(std::string_view posix) {
  constexpr std::size_t quoted_max = 40;
  zone_reader reader{posix};
  if (const auto read = reader.take_zone()) return *read;
  return fail("flow.bad_zone", "write the POSIX form with its rules, such as `UTC0` or `EST5EDT,M3.2.0,M11.1.0`",
              std::string{reader.rest.substr(0, quoted_max)});
}

} // namespace charla::flows::expr
