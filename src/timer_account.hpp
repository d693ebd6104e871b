#pragma once

#include "io/ports/engine.hpp"
#include "io/ports/metrics.hpp"

namespace charla {

/// Keeps `scheduled - published - cancelled = pending` (R185, R186) true: what was armed and is neither pending nor has
/// fired was cancelled, or armed anew under its name. Armed counts what a start finds, too.
class timer_account {
public:
  void begin(ports::metrics& m, const ports::engine& engine, std::int64_t found) {
    engine_ = &engine;
    found_ = found;
    m.count("nexia_engine_scheduled_total", {}, static_cast<double>(found));
  }
  /// How far the lanes are, before the store is read.
  [[nodiscard]] ports::engine_status look() const {
    return engine_ == nullptr ? ports::engine_status{} : engine_->status();
  }
  void settle(ports::metrics& m, const ports::engine_status& before, std::int64_t pending) {
    if (engine_ == nullptr) return;
    const auto now = engine_->status();
    // A counter never falls, so nothing is counted from a moment in which a commit was under way: the next scrape will.
    if (before.commits_over != before.commits_begun || now.commits_begun != before.commits_begun) return;
    const auto cancelled = found_ + now.timers_armed - now.timers_fired - pending;
    if (cancelled <= counted_) return;
    m.count("nexia_engine_sched_cancelled_total", {}, static_cast<double>(cancelled - counted_));
    counted_ = cancelled;
  }

private:
  const ports::engine* engine_ = nullptr;
  std::int64_t found_ = 0;
  std::int64_t counted_ = 0;
};

} // namespace charla
