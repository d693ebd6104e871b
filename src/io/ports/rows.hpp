#pragma once

#include "io/ports/batch.hpp"

/// What is read back of the work in hand.
namespace charla::ports {

struct pending_cause {
  inbox_id row;
  tenant_id tenant;
  channel_id channel;
  conversation_id conversation;
  priority prio = priority::reply;
  timestamp provider_time;
  timestamp received_at;
  std::int32_t attempts = 0; ///< unclean deaths with this cause pending (query-of-death counter)
  std::string correlation_id;
  std::string body;
};

enum class outbox_state : std::uint8_t { ready = 0, sending = 1, in_doubt = 5 };
struct outbox_row {
  out_id out;
  tenant_id tenant;
  channel_id channel;
  author by = author::bot;
  priority prio = priority::reply;
  outbox_state state = outbox_state::ready;
  std::int32_t attempt = 0;
  bool resend_in_doubt = true;
  bool needs_window = false;
  bool needs_consent = false;
  timestamp not_before;
  std::optional<timestamp> claimed_at;
  std::optional<timestamp> expires_at;
  std::string to;
  std::string correlation_id;
  std::string body;
};

struct timer_row {
  conversation_id conversation;
  tenant_id tenant;
  channel_id channel;
  std::string key;
  std::int64_t generation = 0;
  timestamp due;
  std::string body;
};

/// A conversation as the store has it; `state` is empty for one that no turn has committed yet.
struct conversation_row {
  conversation_id id;
  conversation_summary summary;
  std::int64_t version = 0;
  std::int64_t ctl_seq = 0;
  control_mode mode = control_mode::bot;
  std::optional<timestamp> human_override_until;
  turn_id last_turn;
  std::string state;
  std::int32_t unread = 0;
  /// What providers said of the recipient; an inbound message that is newer ends the first.
  std::optional<timestamp> undeliverable_at;
  std::optional<timestamp> marketing_rests_until;
};

/// A history line as it is read back, with its delivery.
struct stored_message {
  message_row row;
  std::int64_t version = 0; ///< of the turn that wrote it
  turn_id turn;
  message_status status = message_status::queued; ///< outbound only
  std::string provider_id;
  std::int32_t error_code = 0;
  std::string error_text;
};

} // namespace charla::ports
