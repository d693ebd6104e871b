#include "actors/persistence.hpp"

#include <algorithm>

/// What a commit changes in the figures that the whole engine shares.
namespace charla::actors {

void persistence::count_backlog(const ports::batch& work, const ports::batch_result& result) {
  auto& waiting = who_.backlog;
  for (std::size_t i = 0; i < work.appends.size(); ++i)
    if (result.appends[i]) waiting.add(work.appends[i].tenant, 1);
  for (std::size_t i = 0; i < work.overrides.size(); ++i)
    if (result.overrides[i].notice) waiting.add(work.overrides[i].notice.tenant, 1);
  for (std::size_t i = 0; i < work.turns.size(); ++i)
    if (result.turns[i] == ports::verdict::ok)
      waiting.add(work.turns[i].summary.tenant, -static_cast<std::int64_t>(work.turns[i].causes.size()));
  for (std::size_t i = 0; i < work.dead_letters.size(); ++i)
    if (result.dead_letters[i])
      waiting.add(work.dead_letters[i].tenant, -static_cast<std::int64_t>(work.dead_letters[i].causes.size()));
}

void persistence::count_timers(const ports::batch& work, const ports::batch_result& result) {
  std::size_t armed = 0;
  std::size_t fired = 0;
  for (std::size_t i = 0; i < work.turns.size(); ++i) {
    if (result.turns[i] != ports::verdict::ok) continue;
    const auto& timers = work.turns[i].timers;
    armed += static_cast<std::size_t>(std::count_if(timers.begin(), timers.end(), [](const auto& t) { return t.due; }));
    fired += work.turns[i].fired.size();
  }
  for (std::size_t i = 0; i < work.dead_letters.size(); ++i)
    if (result.dead_letters[i]) fired += work.dead_letters[i].fired.size();
  if (armed > 0) with_.metrics.count("nexia_engine_scheduled_total", {}, static_cast<double>(armed));
  if (fired > 0) with_.metrics.count("nexia_engine_sched_published_total", {}, static_cast<double>(fired));
  who_.timers_armed += static_cast<std::int64_t>(armed);
  who_.timers_fired += static_cast<std::int64_t>(fired);
}

} // namespace charla::actors
