#include "flows/expr/moment.hpp"

#include <fmt/core.h>

#include <chrono>

namespace charla::flows::expr {

namespace {

constexpr std::string_view letters = "dmYyHIMSpAaBbejFTRz%";

/// How many days of the year are over, with this one.
int day_of_year(const local_time& t) {
  const std::chrono::sys_days first{std::chrono::year{t.year} / 1 / 1};
  const std::chrono::sys_days today{std::chrono::year{t.year} / t.month / t.day};
  return static_cast<int>((today - first).count()) + 1;
}

std::string two(int n, bool bare) { return bare ? fmt::format("{}", n) : fmt::format("{:02}", n); }

std::string offset_text(std::int32_t east) {
  const auto size = east < 0 ? -east : east;
  return fmt::format("{}{:02}{:02}", east < 0 ? '-' : '+', size / 3600, size / 60 % 60);
}

template <std::size_t N>
std::string name(const std::array<std::string_view, N>& names, int index) {
  return std::string{names.at(static_cast<std::size_t>(index))};
}

std::string field(char letter, bool bare, const local_time& t, std::int32_t east, const locale& in) {
  switch (letter) {
  case 'd': return two(t.day, bare);
  case 'e': return fmt::format("{}", t.day);
  case 'm': return two(t.month, bare);
  case 'Y': return fmt::format("{:04}", t.year);
  case 'y': return two(t.year % 100, bare);
  case 'H': return two(t.hour, bare);
  case 'I': return two((t.hour + 11) % 12 + 1, bare);
  case 'M': return two(t.minute, bare);
  case 'S': return two(t.second, bare);
  case 'p': return t.hour < 12 ? "AM" : "PM";
  case 'A': return name(in.days, t.weekday);
  case 'a': return name(in.short_days, t.weekday);
  case 'B': return name(in.months, t.month - 1);
  case 'b': return name(in.short_months, t.month - 1);
  case 'j': return bare ? fmt::format("{}", day_of_year(t)) : fmt::format("{:03}", day_of_year(t));
  case 'F': return iso_date(t);
  case 'T': return fmt::format("{:02}:{:02}:{:02}", t.hour, t.minute, t.second);
  case 'R': return fmt::format("{:02}:{:02}", t.hour, t.minute);
  case 'z': return offset_text(east);
  default: return std::string{letter};
  }
}

/// What stands behind a `%`: how long it is and which letter; no letter when it is not known.
struct directive {
  std::size_t length = 1;
  char letter = '\0';
  bool bare = false;
};

directive read_directive(std::string_view from) {
  directive out;
  out.bare = from.size() > 1 && from[1] == '-';
  const std::size_t at = out.bare ? 2 : 1;
  if (at >= from.size() || letters.find(from[at]) == std::string_view::npos) return out;
  out.letter = from[at];
  out.length = at + 1;
  return out;
}

} // namespace

result<void> check_date_format(std::string_view format) {
  for (auto at = format.find('%'); at != std::string_view::npos;) {
    const auto found = read_directive(format.substr(at));
    if (found.letter == '\0')
      return fail(
          "flow.bad_template",
          "a date's format knows %d %m %Y %y %H %I %M %S %p %A %a %B %b %e %j %F %T %R %z, and %% for a percent sign",
          std::string{format.substr(at, 3)});
    at = format.find('%', at + found.length);
  }
  return {};
}

std::string format_date(std::string_view format, timestamp at, const zone& local, const locale& in) {
  const auto shown = local.to_local(at);
  const auto east = local.seconds_east(at);
  std::string out;
  for (std::size_t i = 0; i < format.size();) {
    if (format[i] != '%') {
      out += format[i++];
      continue;
    }
    const auto found = read_directive(format.substr(i));
    out += found.letter == '\0' ? std::string{'%'} : field(found.letter, found.bare, shown, east, in);
    i += found.length;
  }
  return out;
}

} // namespace charla::flows::expr
