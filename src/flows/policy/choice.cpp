#include "flows/policy/choice.hpp"

namespace charla::flows::policy {

namespace {

constexpr std::array<std::int32_t, class_count> weights{0, 8, 6, 4, 2, 1};

} // namespace

std::size_t class_index(priority p) noexcept {
  switch (p) {
  case priority::human: return 0;
  case priority::reply: return 1;
  case priority::transactional: return 2;
  case priority::failure: return 3;
  case priority::follow_up: return 4;
  case priority::campaign: return 5;
  }
  return class_count - 1;
}

std::optional<priority> fair_choice::next(const std::array<bool, class_count>& waiting) noexcept {
  if (waiting[0]) return priority::human;
  std::size_t best = 0;
  std::int32_t total = 0;
  for (std::size_t i = 1; i < class_count; ++i) {
    if (!waiting[i]) {
      credit_[i] = 0; // who has nothing to say saves nothing up
      continue;
    }
    credit_[i] += weights[i];
    total += weights[i];
    if (best == 0 || credit_[i] > credit_[best]) best = i;
  }
  if (best == 0) return std::nullopt;
  credit_[best] -= total;
  return classes[best];
}

} // namespace charla::flows::policy
