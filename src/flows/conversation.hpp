#pragma once

#include "flows/cause.hpp"

#include <map>

/// The state value of one conversation: all that the next decision depends on.
namespace charla::flows {

/// A wait that a run is suspended in.
struct wait_state {
  enum class kind : std::uint8_t { none, reply, timer, call };
  kind what = kind::none;
  std::string timer_key;          ///< the durable timer that ends it, if any
  std::optional<call_token> call; ///< the external call that ends it, if any
  std::string call_kind;          ///< `http`, `llm`, …: to ask again after a crash
  std::string call_body;          ///< the request, likewise
  friend bool operator==(const wait_state&, const wait_state&) = default;
};

/// One execution of a flow by a contact, pinned to the version it began with.
struct run_state {
  flow_id flow;
  std::int32_t flow_version = 0;
  std::string node; ///< where it stands
  wait_state wait;
  std::map<std::string, std::string> variables;
  timestamp started_at;
  friend bool operator==(const run_state&, const run_state&) = default;
};

struct conversation {
  // identity: set at birth
  tenant_id tenant;
  channel_id channel;
  conversation_id id;
  contact_id contact;
  address peer;
  std::string contact_name;

  // what the store checks at every commit
  std::int64_t version = 0; ///< number of committed turns
  std::int64_t ctl_seq = 0; ///< number of changes of who speaks
  control_mode mode = control_mode::bot;
  std::optional<timestamp> human_override_until; ///< `mode == human` without it: until somebody hands back

  conversation_status status = conversation_status::open;
  std::int64_t last_seq = 0;                ///< of the newest message
  std::optional<timestamp> last_inbound_at; ///< opens the service window
  std::map<std::string, std::string> attributes;
  std::optional<run_state> run;

  /// The newest messages, oldest first (R122). Read from the history at wake-up, not part of the encoded state.
  std::vector<message> memory;

  friend bool operator==(const conversation&, const conversation&) = default;
};

/// True while free-form messages may be sent: 24 h since the customer's last message (providers.md A11).
[[nodiscard]] bool service_window_open(const conversation& c, timestamp now);
/// True while the bot must not speak.
[[nodiscard]] bool bot_is_silent(const conversation& c, timestamp now);

} // namespace charla::flows
