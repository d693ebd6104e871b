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
  std::int32_t attempts = 0;      ///< answers that did not fit a question
  call_request request;           ///< what was asked, to ask again after a crash
  friend bool operator==(const wait_state&, const wait_state&) = default;
};

/// Where a sub-flow returns to.
struct caller {
  flow_id flow;
  std::int32_t flow_version = 0;
  std::string node; ///< the step that entered the sub-flow
  std::map<std::string, std::string> variables;
  friend bool operator==(const caller&, const caller&) = default;
};

/// One execution of a flow by a contact, pinned to the version it began with.
struct run_state {
  std::int64_t number = 0; ///< of the conversation's runs: 1, 2, 3 …
  flow_id flow;
  std::int32_t flow_version = 0;
  std::string node; ///< where it stands
  wait_state wait;
  std::map<std::string, std::string> variables;
  std::vector<caller> callers; ///< outermost first; empty outside a sub-flow
  timestamp started_at;
  /// Budgets against flows that talk to themselves: what has happened since the customer last spoke.
  std::map<std::string, std::int32_t> visits; ///< of each step, while nobody spoke
  std::int32_t idle_turns = 0;                ///< turns without input within the hour that began at `idle_since`
  std::optional<timestamp> idle_since;
  friend bool operator==(const run_state&, const run_state&) = default;
};

/// A bubble that waits for its moment; its timer is `scheduled_timer` + its name.
struct scheduled_message {
  timestamp due;
  std::string text;
  bool unless_reply = true;                ///< not sent when the customer writes first
  std::optional<outgoing_request> request; ///< asked for by a program: sent in place of `text`
  friend bool operator==(const scheduled_message&, const scheduled_message&) = default;
};
inline constexpr std::string_view scheduled_timer = "message:";

/// May we write first? `unknown`: nobody has asked.
enum class consent : std::uint8_t { unknown = 0, opted_in = 1, opted_out = 2 };
[[nodiscard]] std::string_view name_of(consent c);

struct conversation {
  // identity: set at birth
  tenant_id tenant;
  channel_id channel;
  conversation_id id;
  contact_id contact;
  address peer;
  std::string contact_name;
  bool named = false; ///< by a person or a flow: the profile's name no longer counts

  // what the store checks at every commit
  std::int64_t version = 0; ///< number of committed turns
  std::int64_t ctl_seq = 0; ///< number of changes of who speaks
  control_mode mode = control_mode::bot;
  std::optional<timestamp> human_override_until; ///< `mode == human` without it: until somebody hands back

  conversation_status status = conversation_status::open;
  std::optional<timestamp> snoozed_until; ///< only while `status` is snoozed; without it: until somebody opens it
  std::optional<timestamp>
      waiting_since;         ///< the oldest message of the customer that nobody, bot or person, has answered
  std::int64_t last_seq = 0; ///< of the newest message
  std::optional<timestamp> last_inbound_at;      ///< opens the service window
  std::map<std::string, std::string> attributes; ///< of the contact
  std::vector<std::string> tags;                 ///< of the contact, sorted
  std::string language;                          ///< of the contact: `es`, `pt-BR`; empty: the tenant's
  consent agreed = consent::unknown;
  std::string agreed_by; ///< how that came to be known: `flow`, `word`, `provider`, a person's or a program's name
  std::string assignee;  ///< the person who has it, as the organisation names people; empty: nobody
  std::string team;
  std::vector<std::string> labels; ///< of the conversation, sorted
  std::int64_t runs = 0;           ///< how many have begun
  std::optional<run_state> run;
  std::map<std::string, scheduled_message> scheduled;

  /// The newest messages, oldest first (R122). Read from the history at wake-up, not part of the encoded state.
  std::vector<message> memory;

  friend bool operator==(const conversation&, const conversation&) = default;
};

/// True while free-form messages may be sent: 24 h since the customer's last message (providers.md A11).
[[nodiscard]] bool service_window_open(const conversation& c, timestamp now);
/// True while the bot must not speak.
[[nodiscard]] bool bot_is_silent(const conversation& c, timestamp now);

} // namespace charla::flows
