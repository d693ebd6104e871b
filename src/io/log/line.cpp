#include "io/log/line.hpp"

#include "io/log/escape.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace charla::log {

namespace {

bool ends_with_any(std::string_view key, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [key](std::string_view e) { return key.ends_with(e); });
}

bool counts_something(std::string_view key) {
  static constexpr std::array<std::string_view, 14> endings{"_ms",     "_us",         "_seconds", "_bytes", "_total",
                                                            "_count",  "status_code", "attempt",  "count",  "port",
                                                            "version", "depth",       "dropped",  "size"};
  return ends_with_any(key, endings);
}

bool names_a_secret(std::string_view key) {
  static constexpr std::array<std::string_view, 9> endings{
      "token", "secret", "password", "secret_key", "api_key", "authorization", "cookie", "credentials", "signature"};
  return ends_with_any(key, endings);
}

/// The JSON grammar of a number: `007` and `+5` are texts.
bool is_number(std::string_view v) {
  const auto digits = [&v] {
    const auto n = std::min(v.find_first_not_of("0123456789"), v.size());
    v.remove_prefix(n);
    return n;
  };
  if (v.size() > 18) return false;
  if (v.starts_with('-')) v.remove_prefix(1);
  const bool leading_zero = v.starts_with('0');
  const auto whole = digits();
  if (whole == 0 || (leading_zero && whole > 1)) return false;
  if (v.starts_with('.')) {
    v.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return v.empty();
}

std::string_view shown(const ports::field& f) {
  if (!f.value.empty() && names_a_secret(f.key)) return "(hidden)";
  return std::string_view(f.value).substr(0, value_size_max);
}

void append_json(std::string& out,
                 flows::timestamp at,
                 ports::log_level level,
                 std::string_view service,
                 std::string_view event,
                 std::span<const ports::field> fields) {
  const auto pair = [&out](std::string_view key, std::string_view value) {
    append_quoted(out, key);
    out += ':';
    append_quoted(out, value);
  };
  out += '{';
  pair("timestamp", rfc3339(at));
  out += ',';
  pair("level", name_of(level));
  out += ',';
  pair("event", event);
  out += ',';
  pair("service", service);
  for (const auto& f : fields) {
    out += ',';
    const auto value = shown(f);
    if (counts_something(f.key) && is_number(value)) {
      append_quoted(out, f.key);
      out += ':';
      out += value;
    } else {
      pair(f.key, value);
    }
  }
  out += "}\n";
}

void append_text(std::string& out,
                 flows::timestamp at,
                 ports::log_level level,
                 std::string_view event,
                 std::span<const ports::field> fields) {
  out += fmt::format("{} {:5} {}", rfc3339(at), name_of(level), event);
  for (const auto& f : fields) {
    const auto value = shown(f);
    out += ' ';
    out += f.key;
    out += '=';
    if (value.empty() || value.find_first_of(" \"\\\t\r\n=") != std::string_view::npos)
      append_quoted(out, value);
    else
      append_utf8(out, value);
  }
  out += '\n';
}

} // namespace

std::string_view name_of(ports::log_level level) {
  switch (level) {
  case ports::log_level::debug: return "debug";
  case ports::log_level::info: return "info";
  case ports::log_level::warn: return "warn";
  case ports::log_level::error: return "error";
  }
  return "error";
}

std::string rfc3339(flows::timestamp at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

void append_line(std::string& out,
                 line_format format,
                 flows::timestamp at,
                 ports::log_level level,
                 std::string_view service,
                 std::string_view event,
                 std::span<const ports::field> fields) {
  if (format == line_format::json)
    append_json(out, at, level, service, event, fields);
  else
    append_text(out, at, level, event, fields);
}

} // namespace charla::log
