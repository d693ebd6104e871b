#include "flows/policy/delivery_retry.hpp"

#include <algorithm>
#include <array>

namespace charla::flows::policy {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<milliseconds, delivery_tries_max - 1> waits{
    seconds{5}, minutes{5}, minutes{30}, hours{2}, hours{5}, hours{10}, hours{14}, hours{20}, hours{24}};
constexpr double jitter = 0.2;

} // namespace

std::optional<milliseconds> delivery_delay(std::int32_t tries, double fraction) noexcept {
  if (tries < 1 || tries >= delivery_tries_max) return std::nullopt;
  const auto wait = waits.at(static_cast<std::size_t>(tries) - 1);
  const auto more = jitter * std::clamp(fraction, 0.0, 1.0) * static_cast<double>(wait.count());
  return wait + milliseconds{static_cast<std::int64_t>(more)};
}

} // namespace charla::flows::policy
