#include "io/ports/agenda.hpp"

namespace charla::ports {

std::string_view name_of(appointment_status s) {
  switch (s) {
  case appointment_status::scheduled: return "scheduled";
  case appointment_status::confirmed: return "confirmed";
  case appointment_status::cancelled: return "cancelled";
  case appointment_status::attended: return "attended";
  case appointment_status::missed: return "missed";
  }
  return "?";
}

std::optional<appointment_status> parse_appointment_status(std::string_view text) {
  using enum appointment_status;
  for (const auto s : {scheduled, confirmed, cancelled, attended, missed})
    if (name_of(s) == text) return s;
  return std::nullopt;
}

bool may_become(appointment_status from, appointment_status to) {
  using enum appointment_status;
  if (from == to) return true;
  switch (from) {
  case scheduled:
  case confirmed: return true;
  case cancelled: return to == scheduled;
  case attended: return to == missed;
  case missed: return to == attended;
  }
  return false;
}

} // namespace charla::ports
