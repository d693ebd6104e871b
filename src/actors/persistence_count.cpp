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

void persistence::count_work(const ports::batch& work, const ports::batch_result& result) {
  using outcome = ports::send_fact::outcome;
  auto& done = who_.work;
  done.events_accepted +=
      std::count_if(result.appends.begin(), result.appends.end(), [](const auto& a) { return !!a; });
  done.turns_committed += std::count(result.turns.begin(), result.turns.end(), ports::verdict::ok);
  const auto ended = [&](auto... how) {
    return std::count_if(work.sends.begin(), work.sends.end(), [&](const auto& f) { return ((f.how == how) || ...); });
  };
  done.sends_accepted += ended(outcome::accepted);
  done.failures +=
      ended(outcome::failed, outcome::dead) + std::count(result.dead_letters.begin(), result.dead_letters.end(), true);
}

/// The first letter of a reason in an hour is news for people (R228); what follows they see in the list.
void persistence::warn_of_letters(const ports::batch& work, const ports::batch_result& result) {
  const auto now = with_.clock.now();
  auto news = std::make_shared<append_events>();
  const auto warn = [&](flows::tenant_id tenant, const std::string& reason, const flows::conversation_id& where) {
    if (who_.letters.is_news(tenant, reason, with_.clock.boot_ms()))
      news->events.push_back(letter_event(tenant, reason, where, now));
  };
  for (std::size_t i = 0; i < work.dead_letters.size(); ++i)
    if (result.dead_letters[i])
      warn(work.dead_letters[i].tenant, work.dead_letters[i].reason, work.dead_letters[i].conversation);
  for (const auto& f : work.sends)
    if (f.how == ports::send_fact::outcome::dead) warn(f.tenant, "send_failed", f.out.conversation);
  if (!news->events.empty()) send(this, append_events_ptr{std::move(news)});
}

} // namespace charla::actors
