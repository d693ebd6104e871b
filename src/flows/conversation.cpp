#include "flows/conversation.hpp"

#include "flows/limits.hpp"

namespace charla::flows {

bool service_window_open(const conversation& c, timestamp now) {
  return c.last_inbound_at && now - *c.last_inbound_at < limits::service_window;
}

bool bot_is_silent(const conversation& c, timestamp now) {
  switch (c.mode) {
  case control_mode::bot: return false;
  case control_mode::human: return !c.human_override_until || now < *c.human_override_until;
  case control_mode::paused: return true;
  }
  return true;
}

} // namespace charla::flows
