#pragma once

#include "flows/decide.hpp"
#include "io/ports/store.hpp"

/// What a turn tells beside its messages: counters of its flow, and news of the contact. No actor in here.
namespace charla::actors {

/// The same visits of a turn as one row each.
[[nodiscard]] std::vector<ports::visit_count> count_visits(const std::vector<flows::visit>& visits);

/// What the turn has learnt of the contact.
[[nodiscard]] ports::contact_write contact_of(const flows::conversation& before, const flows::conversation& after);

} // namespace charla::actors
