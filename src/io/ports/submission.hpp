#pragma once

#include "io/ports/stored.hpp"

/// Sends that were asked for by a program: one row for each key, so that the same key gives the same answer, and so
/// that a program can ask what became of it (R016, R193, R199).
namespace charla::ports {

/// Made durable with the cause that carries the message.
struct submission {
  std::string client_id;    ///< the caller's key; unique in the tenant
  std::string fingerprint;  ///< of the request: the same key with another request is a mistake of the caller
  std::int32_t api_key = 0; ///< 0: a person or the old systems' door
  std::string to;           ///< as the caller wrote it
  std::string channel_key;
  std::optional<timestamp> send_at;
};

enum class task_state : std::uint8_t {
  pending = 0, ///< accepted, not tried yet; scheduled ones too
  started = 1, ///< the provider is being asked
  retry = 2,   ///< was tried; waits for the next try
  success = 3, ///< the provider has taken it
  failure = 4, ///< will not be sent any more
};
[[nodiscard]] std::string_view name_of(task_state s); ///< `PENDING`, `STARTED`, `RETRY`, `SUCCESS`, `FAILURE`
[[nodiscard]] std::optional<task_state> parse_task_state(std::string_view text);

/// What became of one.
struct task_row {
  std::int64_t id = 0; ///< by arrival
  submission asked;
  channel_id channel;
  conversation_id conversation;
  timestamp at;
  task_state state = task_state::pending;
  std::optional<out_id> out;
  message_status delivery = message_status::queued;
  std::int32_t attempts = 0;
  std::optional<timestamp> not_before; ///< of the next try
  std::string provider_id;             ///< the provider's key of the message (R200)
  std::int32_t error_code = 0;
  std::string error_text;
};

/// For the monitor (R190): how many of the tenant's tasks since a moment are in which state.
struct task_counts {
  std::array<std::int64_t, 5> by_state{};
};

class submission_admin {
public:
  virtual ~submission_admin() = default;
  virtual stored<std::optional<task_row>> task(tenant_id t, const std::string& client_id) = 0;
  /// Newest first.
  virtual stored<page<task_row>>
  tasks(tenant_id t, std::optional<task_state> state, const std::string& after, std::size_t limit) = 0;
  virtual stored<task_counts> count_tasks(tenant_id t, timestamp since) = 0;
};

} // namespace charla::ports
