#include "io/providers/simulator/limits.hpp"

#include "io/json/fields.hpp"
#include "io/json/writer.hpp"

#include <algorithm>
#include <array>

namespace charla::simulator {

namespace {

constexpr std::size_t pairs_max = 1'000'000;
constexpr std::size_t numbers_max = 10'000;
constexpr std::array<std::string_view, 8> names{"preset",     "number_rate", "number_burst",     "pair_interval_ms",
                                                "pair_burst", "window_ms",   "window_by_status", "templates_checked"};

/// BSUIDs have letters, phones may be written with or without `+`.
std::string name_of_pair(std::string_view number, std::string_view customer) {
  return std::string{number} + '/' + without_plus(customer);
}

} // namespace

limit_settings meta_limits() {
  using std::chrono::duration_cast;
  limit_settings s;
  s.number_rate = 80;
  s.pair_interval_ms = duration_cast<std::chrono::milliseconds>(flows::policy::pair_limit.interval).count();
  s.pair_burst = flows::policy::pair_limit.burst;
  s.window_ms = duration_cast<std::chrono::milliseconds>(std::chrono::hours{24}).count();
  s.templates_checked = true;
  return s;
}

flows::result<limit_settings> changed(const limit_settings& now, std::string_view text) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const json::trail top;
  json::problem problem;
  const json::fields in{parsed->root(), top, problem};
  auto out = now;
  std::string preset;
  in.read("preset", preset);
  if (preset == "meta")
    out = meta_limits();
  else if (preset == "none")
    out = {};
  else if (!preset.empty())
    in.wrong("preset", "limit.value", "this is meta or none");
  in.read("number_rate", out.number_rate);
  if (!(out.number_rate >= 0)) in.wrong("number_rate", "limit.value", "this is zero or more");
  for (const auto& [name, value] : {std::pair{"number_burst", &out.number_burst},
                                    {"pair_interval_ms", &out.pair_interval_ms},
                                    {"pair_burst", &out.pair_burst},
                                    {"window_ms", &out.window_ms}}) {
    in.read(name, *value);
    constexpr std::int64_t year_ms = 31'536'000'000;
    if (*value < 0 || *value > year_ms) in.wrong(name, "limit.value", "this is zero or more, and at most a year");
  }
  in.read("window_by_status", out.window_by_status);
  in.read("templates_checked", out.templates_checked);
  for (const auto& [name, _] : parsed->root().members())
    if (std::find(names.begin(), names.end(), name) == names.end())
      in.wrong(name, "limit.unknown", "no limit has this name; GET /control/limits lists them");
  if (problem.any()) return tl::make_unexpected(problem.take());
  return out;
}

std::string to_json(const limit_settings& s) {
  json::writer w;
  w.begin_object().key("number_rate").number(s.number_rate).member("number_burst", s.number_burst);
  w.member("pair_interval_ms", s.pair_interval_ms).member("pair_burst", s.pair_burst);
  w.member("window_ms", s.window_ms).member("window_by_status", s.window_by_status);
  return w.member("templates_checked", s.templates_checked).end_object().take();
}

limiter::pair& limiter::pair_of(std::string_view number, std::string_view customer, flows::timestamp now) {
  if (pairs_.size() >= pairs_max)
    std::erase_if(pairs_, [now](const auto& p) { return p.second.bucket.full(now) && !p.second.written; });
  if (pairs_.size() >= pairs_max) pairs_.erase(pairs_.begin());
  return pairs_[name_of_pair(number, customer)];
}

std::optional<refusal> limiter::admit(const limit_settings& s, const send_request& r, flows::timestamp now) {
  const bool pairs_matter = s.pair_interval_ms > 0 || s.window_ms > 0;
  const auto burst = s.number_burst > 0 ? s.number_burst : static_cast<std::int64_t>(s.number_rate);
  const auto number_limit = flows::policy::per_second(s.number_rate, burst);
  const flows::policy::rate_limit pair_limit{std::chrono::milliseconds{s.pair_interval_ms}, s.pair_burst};
  if (numbers_.size() >= numbers_max) numbers_.clear();
  auto& number = numbers_[r.phone_number_id];
  auto* const to = pairs_matter ? &pair_of(r.phone_number_id, r.recipient(), now) : nullptr;
  if (s.number_rate > 0 && !number.ready(number_limit, now))
    return refusal{130429, 429, "Cloud API message throughput has been reached."};
  if (s.pair_interval_ms > 0 && !to->bucket.ready(pair_limit, now))
    return refusal{131056, 400, "Too many messages sent from this phone number to the same recipient."};
  if (s.number_rate > 0) number.take(number_limit, now);
  if (s.pair_interval_ms > 0) to->bucket.take(pair_limit, now);
  if (s.window_ms > 0 && r.type != "template"
      && (!to->written || now - *to->written > std::chrono::milliseconds{s.window_ms}))
    return refusal{131047, 400, "More than 24 hours have passed since the recipient last replied.", 0,
                   s.window_by_status};
  return std::nullopt;
}

void limiter::opened(std::string_view number, std::string_view customer, flows::timestamp now) {
  pair_of(number, customer, now).written = now;
}

void limiter::clear() {
  numbers_.clear();
  pairs_.clear();
}

} // namespace charla::simulator
