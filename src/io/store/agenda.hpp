#pragma once

#include "io/store/cursor.hpp"

/// What the adapters share about the agenda.
namespace charla::store {

inline list_position place_of(const ports::appointment_row& a) {
  return {flows::to_unix_ms(a.starts_at), a.id.value()};
}

/// Where a list by start goes on. @param after empty: before every appointment.
inline ports::stored<list_position> agenda_position_from(std::string_view after) {
  if (after.empty()) return list_position{std::numeric_limits<std::int64_t>::min(), {}};
  return position_from(after);
}

} // namespace charla::store
