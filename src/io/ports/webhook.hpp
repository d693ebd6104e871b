#pragma once

#include "flows/ids.hpp"
#include "flows/time.hpp"

#include <array>
#include <vector>

/// Outgoing webhooks as values: who wants to be told of what, and what is still to be told (Standard Webhooks,
/// https://www.standardwebhooks.com). A delivery is made durable in the transaction of what it tells.
namespace charla::ports {

using webhook_id = flows::strong_id<struct webhook_tag, flows::uuid>;

/// What a subscriber may be told of, as the `type` of the body.
inline constexpr auto webhook_event_types = std::to_array<std::string_view>({
    "appointment.cancelled", "appointment.created", "appointment.updated",
    "conversation.control_changed", // another one speaks: bot, person, nobody
    "conversation.handoff",         // the flow has given the conversation to a person
    "dead_letter.created",
    "flow.webhook", // a step of a flow asks for it
    "message.delivered", "message.failed", "message.read", "message.received",
    "message.sent", // the provider has taken it
});
/// What the test button sends; goes to one subscriber, whatever it has subscribed to.
inline constexpr std::string_view webhook_test_type = "webhook.test";

/// Something that subscribers may want to be told. The tenant is that of the item that carries it.
struct event_out {
  flows::uuid id; ///< derived from what caused it: made twice it is the same, and told once
  std::string type;
  flows::timestamp at;
  std::string body; ///< JSON text, exactly as it will be signed and sent
};

/// A subscription: where to, of what, signed by which secret.
struct webhook_row {
  webhook_id id;
  flows::tenant_id tenant;
  std::string url;
  std::string description;
  std::vector<std::string> events; ///< types; empty: all
  std::string secret;              ///< the key of the signature, raw bytes; sealed at rest
  std::string previous_secret;     ///< signs too until `previous_until`
  std::optional<flows::timestamp> previous_until;
  bool enabled = true;
  std::string disabled_reason; ///< why the dispatcher or a person has switched it off
  flows::timestamp created_at;
  // How it fares; written by the dispatcher.
  std::int32_t failures = 0;                     ///< in a row
  std::optional<flows::timestamp> failing_since; ///< first of them
  std::optional<flows::timestamp> rest_until;    ///< nothing is sent before: throttled, or its breaker is open
  std::optional<flows::timestamp> last_success_at;
};

enum class delivery_state : std::uint8_t { pending = 0, delivered = 1, dead = 2 };
[[nodiscard]] std::string_view name_of(delivery_state s);
[[nodiscard]] std::optional<delivery_state> parse_delivery_state(std::string_view text);

/// One event on its way to one subscriber.
struct delivery_row {
  webhook_id webhook;
  flows::uuid id; ///< of the event: the same for every subscriber and at every try
  flows::tenant_id tenant;
  std::string type;
  std::string body;
  delivery_state state = delivery_state::pending;
  std::int32_t attempts = 0; ///< tries that have ended
  flows::timestamp not_before;
  flows::timestamp created_at;
  // Of the last try.
  std::optional<flows::timestamp> last_attempt_at;
  std::int32_t last_status = 0; ///< HTTP; 0: there was no answer
  std::string last_error;       ///< for people
  std::string last_answer;      ///< the first bytes of the body
  std::int32_t last_took_ms = 0;
  std::optional<flows::timestamp> delivered_at;
};

/// A subscriber with what it may be sent now, oldest first.
struct due_deliveries {
  webhook_row to;
  std::vector<delivery_row> rows;
};

/// How one try ended. Noted once: a try that is not the row's next one changes nothing.
struct delivery_fact {
  webhook_id webhook;
  flows::uuid id;
  std::int32_t attempt = 1; ///< which try this was, from 1
  delivery_state now = delivery_state::delivered;
  flows::timestamp at;
  flows::timestamp not_before; ///< of the next try, when it is pending still
  std::int32_t status = 0;
  std::string error;
  std::string answer;
  std::int32_t took_ms = 0;
  std::optional<flows::timestamp> rest_until; ///< of the whole subscription
  std::string disable;                        ///< not empty: switches the subscription off, for this reason
};

/// `evt_<uuid>`: the header `webhook-id`, by which a receiver knows what it has had already. Holds no dot.
[[nodiscard]] std::string event_name(const flows::uuid& id);
[[nodiscard]] std::optional<flows::uuid> parse_event_name(std::string_view text);

} // namespace charla::ports
