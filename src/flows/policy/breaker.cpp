#include "flows/policy/breaker.hpp"

#include <algorithm>

namespace charla::flows::policy {

breaker::state breaker::now_is(timestamp now) const noexcept {
  if (!open_) return state::closed;
  return now < until_ && !probing_ ? state::open : state::half_open;
}

bool breaker::allows(timestamp now) const noexcept { return !open_ || now >= until_; }

timestamp breaker::allows_at(timestamp now) const noexcept { return open_ ? std::max(now, until_) : now; }

void breaker::sent(const breaker_rules& r, timestamp now) noexcept {
  if (!open_ || now < until_) return;
  // The probe may never end (its actor died): after another `open_for` the next one may go.
  probing_ = true;
  until_ = now + std::max(open_for_, r.open_for);
}

void breaker::succeeded() noexcept { *this = breaker{}; }

void breaker::failed(const breaker_rules& r, timestamp now) noexcept {
  if (open_ && !probing_) return; // of a request that was sent before it opened
  ++failures_;
  if (open_ || failures_ >= r.failures_max) trip(r, r.open_for, now);
}

void breaker::trip(const breaker_rules& r, milliseconds least, timestamp now) noexcept {
  if (open_ && !probing_) return;
  open_for_ = std::min(open_ ? std::max(open_for_ * 2, least) : least, r.open_for_max);
  open_ = true;
  probing_ = false;
  until_ = now + open_for_;
}

std::string_view name_of(breaker::state s) {
  switch (s) {
  case breaker::state::closed: return "closed";
  case breaker::state::open: return "open";
  case breaker::state::half_open: return "half_open";
  }
  return "?";
}

} // namespace charla::flows::policy
