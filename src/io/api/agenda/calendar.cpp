#include "io/api/agenda/calendar.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t octets_max = 75; ///< RFC 5545 §3.1, without the line break
constexpr std::string_view line_end = "\r\n";

/// RFC 5545 §3.3.11; other control characters cannot be written in a calendar at all.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out.push_back('\\');
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
      out.push_back(c);
  }
  return out;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }

/// One content line; a long one goes on after a line break and a blank, never within a character.
void add_line(std::string& to, std::string_view line) {
  for (auto room = octets_max;; room = octets_max - 1) {
    auto end = std::min(room, line.size());
    while (end < line.size() && end > 0 && is_continuation(line[end]))
      --end;
    to.append(line.substr(0, end)).append(line_end);
    line.remove_prefix(end);
    if (line.empty()) return;
    to.push_back(' ');
  }
}

/// `20261121T090000Z`; a calendar knows no smaller fields than seconds.
std::string utc_of(flows::timestamp t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(t - day)};
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::string_view status_of(ports::appointment_status s) {
  switch (s) {
  case ports::appointment_status::scheduled: return "TENTATIVE";
  case ports::appointment_status::cancelled: return "CANCELLED";
  case ports::appointment_status::confirmed:
  case ports::appointment_status::attended:
  case ports::appointment_status::missed: return "CONFIRMED";
  }
  return "CONFIRMED";
}

void add_event(std::string& to, const ports::appointment_row& a) {
  const auto summary = a.contact_name.empty() ? a.title : a.title + " - " + a.contact_name;
  add_line(to, "BEGIN:VEVENT");
  add_line(to, "UID:" + flows::to_string(a.id.value()) + "@charla");
  add_line(to, "DTSTAMP:" + utc_of(a.updated_at));
  add_line(to, "CREATED:" + utc_of(a.created_at));
  add_line(to, "LAST-MODIFIED:" + utc_of(a.updated_at));
  add_line(to, "DTSTART:" + utc_of(a.starts_at));
  add_line(to, "DTEND:" + utc_of(a.ends_at));
  add_line(to, "SUMMARY:" + escaped(summary));
  if (!a.notes.empty()) add_line(to, "DESCRIPTION:" + escaped(a.notes));
  add_line(to, "STATUS:" + std::string{status_of(a.status)});
  add_line(to, "SEQUENCE:" + std::to_string(a.revision - 1));
  add_line(to, "END:VEVENT");
}

} // namespace

std::string calendar_of(const std::vector<ports::appointment_row>& all) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Charla//Agenda//EN");
  add_line(out, "CALSCALE:GREGORIAN");
  for (const auto& a : all)
    add_event(out, a);
  add_line(out, "END:VCALENDAR");
  return out;
}

} // namespace charla::api
