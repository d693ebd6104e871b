#include "stub/behaviour.hpp"

#include <charconv>

namespace charla::bench {

namespace {

template <class Number>
bool read(std::string_view text, Number& into) {
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), into);
  return ec == std::errc{} && end == text.data() + text.size();
}

} // namespace

bool set_field(behaviour& b, std::string_view name, std::string_view value) {
  if (name == "refuse") return read(value, b.refuse);
  if (name == "error") return read(value, b.error);
  if (name == "lose") return read(value, b.lose);
  if (name == "delay") return read(value, b.delay);
  if (name == "delay_ms") return read(value, b.delay_ms);
  if (name == "error_status") return read(value, b.error_status);
  if (name == "error_code") return read(value, b.error_code);
  if (name == "status_delay_ms") return read(value, b.status_delay_ms);
  if (name == "status_lost") return read(value, b.status_lost);
  if (name != "statuses") return false;
  b.statuses = value;
  return true;
}

std::string set_fields(behaviour& b, std::string_view query) {
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto part = query.substr(0, end);
    const auto equals = part.find('=');
    if (equals == std::string_view::npos || !set_field(b, part.substr(0, equals), part.substr(equals + 1)))
      return std::string(part);
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return {};
}

} // namespace charla::bench
