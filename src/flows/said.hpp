#pragma once

#include "flows/message.hpp"

namespace charla::flows {

/// Whether it was said between the customer and us: neither a line of the system's nor a note between colleagues. What
/// a list shows, and all that a model which speaks with the customer may be shown.
[[nodiscard]] inline bool was_said(const message& m) {
  return m.by != author::system && !std::holds_alternative<note_content>(m.body);
}

} // namespace charla::flows
