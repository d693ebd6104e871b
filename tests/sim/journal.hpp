#pragma once

#include "io/ports/engine.hpp"

#include <map>

/// What truly happened in a simulated world, whoever believes what: written by the store's witness, by the provider and
/// by the customers' side, read by the checkers. `g` numbers everything in one order.
namespace charla::sim {

using flows::channel_id;
using flows::conversation_id;
using flows::out_id;
using flows::tenant_id;
using flows::timestamp;

struct committed_turn {
  std::int64_t g = 0;
  timestamp at;
  ports::turn_write write;
};

struct appended_cause {
  std::int64_t g = 0;
  channel_id channel;
  ports::dedup_key key{};
  flows::inbox_id row;
};

/// Who speaks has changed, by a command, a turn or a dead letter.
struct control_change {
  std::int64_t g = 0;
  std::size_t after_turn = 0; ///< turns that the store had committed
  conversation_id conversation;
  std::int64_t ctl = 0;
  flows::control_mode mode = flows::control_mode::bot;
  std::optional<timestamp> until;
};

struct granted_claim {
  std::int64_t g = 0;
  timestamp at;
  out_id out;
  flows::author by = flows::author::bot;
  std::int64_t decided_ctl = 0; ///< of the row
  std::int64_t present_ctl = 0; ///< of its conversation, when the claim was granted
  bool taken_back = false;      ///< by `settle`: the sender was never told
};

/// The store learned how far a bubble is.
struct noted_status {
  std::int64_t g = 0;
  out_id out;
  flows::message_status status = flows::message_status::queued;
  bool ended = false; ///< the send is over: it must not go out (again)
};

/// One HTTP request that left the engine towards the provider.
struct provider_request {
  std::int64_t g = 0;
  timestamp at;
  std::size_t turns_committed = 0;
  std::string out_text;
  std::optional<out_id> out;
  channel_id channel;
  std::string body;
  bool once = false;                   ///< a template: must not be doubled
  std::optional<std::int64_t> arrived; ///< g of the moment the provider saw it
  timestamp arrived_at;
  bool taken = false;          ///< the provider will deliver it
  bool known_not_sent = false; ///< the engine's side was told, or could tell, that it was not taken
};

/// A webhook or a command that we answered with 200.
struct acknowledged {
  std::string kind; ///< `inbound`, `echo`, `status`, `command`, `send`
  std::string id;   ///< wamid or client id
  channel_id channel;
  tenant_id tenant;
  conversation_id conversation;
  std::optional<ports::status_fact> status;
};

/// The fullest that anything has been.
struct high_water {
  std::map<std::string, std::size_t> mailbox; ///< by actor type
  std::size_t door_events = 0;                ///< events between the door and their commit
  std::size_t conversation_pending = 0;
};

struct journal {
  std::int64_t g = 0;
  std::vector<committed_turn> turns;
  std::vector<appended_cause> appends;
  std::vector<control_change> controls;
  std::vector<granted_claim> claims;
  std::vector<noted_status> statuses;
  std::vector<provider_request> requests;
  std::vector<ports::status_fact> told; ///< statuses that the provider has put on their way, with their `out`
  std::vector<acknowledged> acknowledgements;
  std::vector<std::int64_t> deaths;    ///< g of each death of the process
  std::vector<std::string> complaints; ///< violations that were seen on the spot: `I16 …`
  high_water most;

  std::map<std::string, std::size_t> reached; ///< rare paths, by name: each must have been taken by some seed
};

} // namespace charla::sim
