#include "io/json/event_codec.hpp"

#include "io/json/writer.hpp"

#include <array>
#include <cstdio>

namespace charla::json {

std::string time_text(flows::timestamp t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{t - day};
  std::array<char, 64> out{};
  const auto n =
      std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                    static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return {out.data(), static_cast<std::size_t>(n)};
}

std::string write_event(const ports::told_event& e) {
  writer w{256};
  w.begin_object().member("type", e.type).member("timestamp", time_text(e.at)).key("data").begin_object();
  for (const auto& [name, value] : e.data) {
    w.key(name);
    if (const auto* text = std::get_if<std::string>(&value))
      w.text(*text);
    else
      w.integer(std::get<std::int64_t>(value));
  }
  return w.end_object().end_object().take();
}

} // namespace charla::json
