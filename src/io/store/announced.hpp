#pragma once

#include "io/ports/store.hpp"

/// Which announcements of a batch come true: those of the items that did what they announce. PostgreSQL asks the same
/// within its statement (`add_deliveries`).
namespace charla::store {

/// The status that a send fact announces; nullopt for one that ends nothing.
inline std::optional<flows::message_status> status_told_by(const ports::send_fact& f) {
  using outcome = ports::send_fact::outcome;
  if (f.how == outcome::accepted) return flows::message_status::sent;
  if (f.how == outcome::failed || f.how == outcome::dead) return flows::message_status::failed;
  return std::nullopt;
}

/// Calls `tell(tenant, event)` for each of them. `done` is what the items have answered.
template <class Tell>
void each_announced(const ports::batch& work, const ports::batch_result& done, Tell tell) {
  const auto all = [&](flows::tenant_id tenant, const std::vector<ports::event_out>& events) {
    for (const auto& e : events)
      tell(tenant, e);
  };
  for (std::size_t i = 0; i < work.sends.size(); ++i)
    if (status_told_by(work.sends[i]) == done.sends[i].status) all(work.sends[i].tenant, work.sends[i].announce);
  for (std::size_t i = 0; i < work.statuses.size(); ++i)
    if (done.statuses[i].out && done.statuses[i].status == work.statuses[i].status)
      all(work.statuses[i].tenant, work.statuses[i].announce);
  for (std::size_t i = 0; i < work.overrides.size(); ++i)
    if (done.overrides[i].ctl_seq > 0) all(work.overrides[i].notice.tenant, work.overrides[i].announce);
  for (std::size_t i = 0; i < work.turns.size(); ++i)
    if (done.turns[i] == ports::verdict::ok) all(work.turns[i].summary.tenant, work.turns[i].announce);
  for (std::size_t i = 0; i < work.dead_letters.size(); ++i)
    if (done.dead_letters[i]) all(work.dead_letters[i].tenant, work.dead_letters[i].announce);
}

} // namespace charla::store
