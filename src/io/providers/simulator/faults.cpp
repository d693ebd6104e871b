#include "io/providers/simulator/faults.hpp"

#include "io/json/fields.hpp"
#include "io/json/writer.hpp"

#include <algorithm>

namespace charla::simulator {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;

template <class Int>
using numbers = std::vector<std::pair<std::string_view, Int*>>;

/// Calls `visit(name, chance, {{field, its number}, …})` for every fault: one list for reading and for writing.
template <class Faults, class Visit>
void each(Faults& f, Visit visit) {
  using n = numbers<std::conditional_t<std::is_const_v<Faults>, const std::int64_t, std::int64_t>>;
  visit("error", f.error.when,
        n{{"code", &f.error.code}, {"status", &f.error.status}, {"retry_after_s", &f.error.retry_after_s}});
  visit("ok_with_error", f.ok_with_error.when, n{{"code", &f.ok_with_error.code}});
  visit("html", f.html.when, n{{"status", &f.html.status}});
  visit("redirect", f.redirect.when, n{{"status", &f.redirect.status}});
  visit("failed", f.failed.when, n{{"code", &f.failed.code}});
  visit("delay", f.delay.when, n{{"ms", &f.delay.ms}});
  visit("lost_before", f.lost_before.when, n{{"hold_ms", &f.lost_before.hold_ms}});
  visit("lost_after", f.lost_after.when, n{{"hold_ms", &f.lost_after.hold_ms}});
  visit("closed_before", f.closed_before, n{});
  visit("closed_after", f.closed_after, n{});
  visit("duplicate_statuses", f.duplicate_statuses, n{});
  visit("reorder_statuses", f.reorder_statuses, n{});
  visit("lost_statuses", f.lost_statuses, n{});
  visit("withheld_statuses", f.withheld_statuses, n{});
  visit("media_error", f.media_error.when, n{{"status", &f.media_error.status}});
  visit("media_gone", f.media_gone, n{});
  visit("media_truncated", f.media_truncated, n{});
  visit("media_wrong_sha", f.media_wrong_sha, n{});
  visit("media_too_large", f.media_too_large, n{});
}

void check(const json::fields& in, std::string_view name, std::int64_t value) {
  const auto wrong = [&](std::string what) { in.wrong(name, "fault.value", std::move(what)); };
  if (value < 0) return wrong("this is zero or more");
  if (name == "status" && (value < 200 || value > 599)) return wrong("an HTTP status is 200 to 599");
  if (name == "code" && value > 10'000'000) return wrong("no error code is that large");
  if (name == "retry_after_s" && value > hour_ms / 1000) return wrong("at most an hour: 3600");
  if (name.ends_with("ms") && value > hour_ms) return wrong("at most an hour: 3600000");
}

} // namespace

double dice::roll() noexcept {
  auto z = state_ += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

bool chance::strikes(dice& random) {
  if (next > 0) {
    --next;
    return true;
  }
  return probability > 0 && random.roll() < probability;
}

flows::result<faults> changed(const faults& now, std::string_view text) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const json::trail top;
  json::problem problem;
  const json::fields root{parsed->root(), top, problem};
  auto out = now;
  std::vector<std::string_view> known;
  each(out, [&](std::string_view name, chance& when, const numbers<std::int64_t>& own) {
    known.push_back(name);
    if (!root.has(name)) return;
    const json::trail here{&top, name, {}};
    const json::fields in{root.at(name), here, problem};
    in.read("next", when.next);
    in.read("probability", when.probability);
    check(in, "next", when.next);
    if (!(when.probability >= 0 && when.probability <= 1)) in.wrong("probability", "fault.value", "this is 0 to 1");
    for (const auto& [field, value] : own) {
      in.read(field, *value);
      check(in, field, *value);
    }
  });
  for (const auto& [name, _] : parsed->root().members())
    if (std::find(known.begin(), known.end(), name) == known.end())
      root.wrong(name, "fault.unknown", "no fault has this name; GET /control/faults lists them");
  if (problem.any()) return tl::make_unexpected(problem.take());
  return out;
}

std::string to_json(const faults& f) {
  json::writer w;
  w.begin_object();
  each(f, [&](std::string_view name, const chance& when, const numbers<const std::int64_t>& own) {
    w.key(name).begin_object().member("next", when.next).key("probability").number(when.probability);
    for (const auto& [field, value] : own)
      w.member(field, *value);
    w.end_object();
  });
  return w.end_object().take();
}

} // namespace charla::simulator
