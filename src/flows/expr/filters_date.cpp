#include "flows/expr/decimal.hpp"
#include "flows/expr/filters.hpp"
#include "flows/expr/moment.hpp"

namespace charla::flows::expr::apply {

namespace {

std::optional<moment> read(std::string_view text, const filter_input& with) {
  const auto out = read_moment(text, with.names.now(), with.names.local());
  if (!out) add_note(with.notes, "not_a_date", text);
  return out;
}

/// A count of days or hours: up to some 270 years, so that no sum overflows.
std::optional<int> amount(const filter_input& with) {
  constexpr std::int64_t most = 2'400'000;
  const auto read = decimal::read(with.arguments[0]);
  const auto whole = read ? read->whole() : std::nullopt;
  if (whole && *whole <= most && *whole >= -most) return static_cast<int>(*whole);
  add_note(with.notes, "not_a_number", with.arguments[0]);
  return std::nullopt;
}

/// `to`, unless that is a year which could not be read again.
std::string shifted(const std::string& text, const moment& to, const filter_input& with) {
  auto out = iso_text(to, with.names.local());
  const auto again = read_moment(out, with.names.now(), with.names.local());
  if (again && again->at == to.at) return out;
  add_note(with.notes, "not_a_date", text);
  return text;
}

} // namespace

std::string date(const std::string& text, const filter_input& with) {
  const auto m = read(text, with);
  if (!m) return text;
  return format_date(with.arguments[0], m->at, with.names.local(), locale_of(with.names.language()));
}

std::string add_days(const std::string& text, const filter_input& with) {
  const auto m = read(text, with);
  const auto n = amount(with);
  if (!m || !n) return text;
  // The same time of another day, however long the days between are.
  auto day = with.names.local().to_local(m->at);
  day.day += *n;
  return shifted(text, {with.names.local().to_utc(day), m->day_only}, with);
}

std::string add_hours(const std::string& text, const filter_input& with) {
  const auto m = read(text, with);
  const auto n = amount(with);
  if (!m || !n) return text;
  const auto at = std::chrono::floor<std::chrono::seconds>(m->at) + std::chrono::hours{*n};
  return shifted(text, {at, false}, with);
}

} // namespace charla::flows::expr::apply
