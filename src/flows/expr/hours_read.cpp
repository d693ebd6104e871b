#include "flows/expr/cursor.hpp"
#include "flows/expr/fold.hpp"
#include "flows/expr/hours.hpp"
#include "flows/expr/moment.hpp"

#include <algorithm>

namespace charla::flows::expr {

namespace {

constexpr std::size_t text_max = 10'000;
constexpr std::size_t quoted_max = 60;
constexpr int day_minutes = 24 * 60;

/// Sunday first; the languages' names do not contradict each other.
constexpr std::array<std::array<std::string_view, 3>, 7> day_names{{
    {"sun", "dom", "dom"},
    {"mon", "lun", "seg"},
    {"tue", "mar", "ter"},
    {"wed", "mie", "qua"},
    {"thu", "jue", "qui"},
    {"fri", "vie", "sex"},
    {"sat", "sab", "sab"},
}};

std::optional<std::size_t> take_day(cursor& text) {
  for (std::size_t day = 0; day < day_names.size(); ++day)
    for (const auto name : day_names.at(day))
      if (text.take(name)) return day;
  return std::nullopt;
}

/// `09:00`, `9:00`; minutes of the day, `24:00` included.
std::optional<int> take_minutes(cursor& text) {
  const auto hours = text.take_digits();
  if (hours.empty() || hours.size() > 2 || !text.take(':')) return std::nullopt;
  const auto minutes = text.digits(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const auto out = *cursor{hours}.digits(hours.size()) * 60 + *minutes;
  return out > day_minutes ? std::nullopt : std::optional{out};
}

} // namespace

class hours_reader {
public:
  result<business_hours> read(std::string_view text) {
    if (text.size() > text_max) return fail("flow.bad_hours", "business hours have at most 10000 bytes");
    for (const auto folded = fold(text); at_ < folded.size();) {
      const auto end = std::min(folded.find(';', at_), folded.size());
      const auto part = trim(std::string_view{folded}.substr(at_, end - at_));
      at_ = end + 1;
      if (part.empty()) continue;
      if (!read_part(cursor{part}))
        return fail("flow.bad_hours",
                    "write days and hours such as `mon-fri 09:00-18:00; sat 10:00-13:00; except 2026-12-25`",
                    std::string{part.substr(0, quoted_max)});
    }
    std::sort(out_.except_.begin(), out_.except_.end());
    return std::move(out_);
  }

private:
  bool read_part(cursor part) {
    if (part.take("except")) return read_exceptions(part);
    std::array<bool, 7> days{};
    if (part.take("daily")) {
      days.fill(true);
    } else if (!read_days(part, days)) {
      return false;
    }
    std::vector<business_hours::span> spans;
    do {
      part.blanks();
      const auto begin = take_minutes(part);
      part.blanks();
      if (!begin || *begin == day_minutes || !part.take('-')) return false;
      part.blanks();
      const auto end = take_minutes(part);
      if (!end) return false;
      spans.push_back({*begin, *end > *begin ? *end : *end + day_minutes});
      part.blanks();
    } while (part.take(','));
    if (!part.done()) return false;
    for (std::size_t day = 0; day < days.size(); ++day)
      if (days.at(day)) out_.days_.at(day).insert(out_.days_.at(day).end(), spans.begin(), spans.end());
    return true;
  }

  static bool read_days(cursor& part, std::array<bool, 7>& days) {
    do {
      part.blanks();
      const auto first = take_day(part);
      if (!first) return false;
      const auto last = part.take('-') ? take_day(part) : first;
      if (!last) return false;
      for (auto day = *first; day != *last; day = (day + 1) % days.size())
        days.at(day) = true;
      days.at(*last) = true;
      part.blanks();
    } while (part.take(','));
    return true;
  }

  bool read_exceptions(cursor part) {
    do {
      part.blanks();
      const auto year = part.digits(4);
      const auto month = year && part.take('-') ? part.digits(2) : std::nullopt;
      const auto day = month && part.take('-') ? part.digits(2) : std::nullopt;
      if (!day || !is_date(*year, *month, *day)) return false;
      out_.except_.push_back(*year * 10'000 + *month * 100 + *day);
      part.blanks();
    } while (part.take(','));
    return part.done();
  }

  std::size_t at_ = 0;
  business_hours out_;
};

result<business_hours> business_hours::parse(std::string_view text) { return hours_reader{}.read(text); }

} // namespace charla::flows::expr
