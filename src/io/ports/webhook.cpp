#include "io/ports/webhook.hpp"

namespace charla::ports {

namespace {

constexpr std::string_view prefix = "evt_";

} // namespace

std::string_view name_of(delivery_state s) {
  switch (s) {
  case delivery_state::pending: return "pending";
  case delivery_state::delivered: return "delivered";
  case delivery_state::dead: return "dead";
  }
  return "?";
}

std::optional<delivery_state> parse_delivery_state(std::string_view text) {
  for (const auto s : {delivery_state::pending, delivery_state::delivered, delivery_state::dead})
    if (name_of(s) == text) return s;
  return std::nullopt;
}

std::string event_name(const flows::uuid& id) { return std::string{prefix} + flows::to_string(id); }

std::optional<flows::uuid> parse_event_name(std::string_view text) {
  if (text.substr(0, prefix.size()) != prefix) return std::nullopt;
  return flows::parse_uuid(text.substr(prefix.size()));
}

} // namespace charla::ports
