#include "flows/steps/runner.hpp"

#include <charconv>
#include <tuple>

namespace charla::flows::steps {

namespace {

std::string describe(const program& p, const trigger_test& t) {
  auto out = std::string{name_of(t.what())} + " of " + p.source().name + " v" + std::to_string(p.source().version);
  if (t.priority() != 0) out += ", priority " + std::to_string(t.priority());
  return out;
}

template <class Number>
bool read(std::string_view text, Number& out) {
  const auto* const end = text.data() + text.size();
  const auto [at, failed] = std::from_chars(text.data(), end, out);
  return failed == std::errc{} && at == end;
}

} // namespace

selection select(const catalog& flows, const occasion& o, bool interrupting) {
  const trigger_test* best = nullptr;
  const program* winner = nullptr;
  std::string others;
  const auto rank = [](const trigger_test& t) { return std::tuple{-t.priority(), t.what()}; };
  for (const auto* p : flows.live()) {
    // Of one flow only its best trigger stands; among flows the first in precedence wins a draw.
    const trigger_test* own = nullptr;
    for (const auto& t : p->triggers())
      if ((!interrupting || t.interrupts()) && t.matches(o) && (own == nullptr || rank(t) < rank(*own))) own = &t;
    if (own == nullptr) continue;
    const bool wins = best == nullptr || rank(*own) < rank(*best);
    const auto& loser = wins ? best : own;
    if (loser != nullptr) others += (others.empty() ? "; before " : ", ") + describe(wins ? *winner : *p, *loser);
    if (!wins) continue;
    best = own;
    winner = p;
  }
  if (best == nullptr) return {};
  return {winner, describe(*winner, *best) + others};
}

std::string key_of(const silence_timer& t) {
  return std::string{silence_prefix} + std::to_string(t.flow.value()) + ':' + std::to_string(t.trigger);
}

std::optional<silence_timer> read_silence_timer(std::string_view key) {
  if (!key.starts_with(silence_prefix)) return std::nullopt;
  key.remove_prefix(silence_prefix.size());
  const auto colon = key.find(':');
  std::int32_t flow = 0;
  silence_timer out;
  if (colon == std::string_view::npos || !read(key.substr(0, colon), flow) || !read(key.substr(colon + 1), out.trigger))
    return std::nullopt;
  out.flow = flow_id{flow};
  return out;
}

} // namespace charla::flows::steps
