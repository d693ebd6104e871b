#pragma once

#include "flows/conversation.hpp"
#include "io/json/archive.hpp"

namespace charla::json {

/// The state of a conversation but for its `memory` (which is the history) and for `version`, `ctl_seq`, `mode` and
/// `human_override_until`: the store keeps those in columns and changes some of them outside a turn, so a copy in the
/// state would be stale. Whoever decodes sets them from the row.
void members(writing& a, const flows::conversation& c);
void members(reading& a, flows::conversation& c);

} // namespace charla::json
