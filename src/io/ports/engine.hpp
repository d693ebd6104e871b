#pragma once

#include "io/ports/admin.hpp"
#include "io/ports/provider.hpp"

/// What the actors offer to the doors (HTTP, terminal): the only way in. Every call returns at once; answers come by
/// callback, exactly once, on any thread.
namespace charla::ports {

enum class accept_outcome : std::uint8_t {
  durable,     ///< answer 200
  overloaded,  ///< answer 503 with Retry-After: the queue is full or the store too slow
  unavailable, ///< answer 503: not durable
};

/// A webhook event whose channel is known.
struct routed_event {
  channel_access channel;
  std::string correlation_id;
  provider_event event;
  std::shared_ptr<const std::string> raw; ///< the webhook's body, for the channel log; shared by its events
};

/// A command on one conversation, by a person or a system.
struct take_over {
  std::optional<milliseconds> silence; ///< nullopt: the tenant's default
  std::string reason;
};
struct hand_back {};
struct set_status {
  conversation_status status = conversation_status::resolved;
};
/// Sends as a person (which silences the bot, R151) or as a system (by API; it does not).
struct send_message {
  outgoing_request message;
  std::optional<submission> submitted; ///< by a program that may ask what became of it
};
/// Begins, moves or ends a run: becomes a durable cause, decided like any other.
struct change_run {
  flows::run_request request; ///< `by` and `to` are filled in
  std::string client_id;      ///< the same twice is told once; empty: always told
};
/// A person has read it: the customer sees it (blue ticks), where the provider can show it.
struct mark_read {
  std::string provider_id; ///< of the customer's newest message
};
/// What is known of the contact was changed: the conversation's flow hears of it.
struct tell_contact {
  flows::contact_changed change; ///< `by` is filled in
};
/// Who has the conversation, what it is marked with, until when it is set aside.
struct change_desk {
  flows::desk_changed change; ///< `by` is filled in
};
/// A private note in the thread.
struct write_note {
  flows::note_written note; ///< its client_id twice is one note; empty: always a new one
};
using conversation_command = std::variant<take_over,
                                          hand_back,
                                          set_status,
                                          send_message,
                                          change_run,
                                          tell_contact,
                                          mark_read,
                                          change_desk,
                                          write_note>;

struct command_result {
  enum class outcome : std::uint8_t { done, duplicate, overloaded, unavailable, not_found };
  outcome how = outcome::done;
  override_result control; ///< of take_over and hand_back: tells what was already on its way
};

/// One actor as the inspector shows it.
struct actor_info {
  std::uint64_t id = 0;
  std::uint64_t parent = 0;
  std::string type;  ///< `shard`, `conversation`, …
  std::string name;  ///< `shard/7`, `conversation/<uuid>`
  std::string state; ///< in a word: `idle`, `grouping`, `thinking`, `committing`, `sending`, …
  std::uint64_t mailbox = 0;
  std::uint64_t mailbox_peak = 0; ///< the most that has ever waited
  std::uint64_t processed = 0;
  std::uint64_t busy_us = 0;
  std::uint32_t restarts = 0;
  std::string last_error;
  std::int64_t age_ms = 0;
};
struct actor_tree {
  std::vector<actor_info> actors; ///< parents before children
  std::size_t resident_conversations = 0;
  std::size_t hidden_conversations = 0; ///< not listed because of `conversations_max`
};

/// One conversation's actor, looked into.
struct conversation_detail {
  bool resident = false;
  actor_info actor;
  flows::conversation state;
  std::vector<std::string> pending; ///< kinds of the causes in hand
};

enum class actor_command : std::uint8_t {
  restart,
  passivate,
  pause,
  resume,
  step, ///< a paused conversation takes one turn with one waiting cause, and stays paused
};
/// What came of a command, in a word: `restarting`, `leaves_when_idle`, `paused`, `resumed`; of a step
/// `turn_committed`, `dead_letter`, `nothing_waits`, `not_paused`, `store_in_trouble`, `already_stepping`; `gone`,
/// `not_taken`.
struct actor_answer {
  bool done = false;
  std::string_view what; ///< a literal
};

/// What one cluster node carries, and has done since its start.
struct node_load {
  std::size_t actors = 0;
  std::size_t resident_conversations = 0;
  std::uint64_t mailbox = 0;        ///< messages that wait, of all actors
  std::uint64_t processed = 0;      ///< messages that actors have handled
  std::int64_t events_accepted = 0; ///< causes made durable
  std::int64_t turns_committed = 0;
  std::int64_t sends_accepted = 0; ///< bubbles that providers have taken
  std::int64_t failures = 0;       ///< bubbles that failed, and dead letters
  std::size_t shards = 0;
  std::size_t lanes = 0;
};

/// A history line was written.
struct message_added {
  conversation_id conversation;
  flows::message message;
  std::int64_t version = 0;
};
/// A bubble's delivery rose.
struct message_status_changed {
  conversation_id conversation;
  out_id out;
  message_status status = message_status::sent;
  std::string provider_id;
  std::int32_t error_code = 0;
  std::string error_text;
};
/// A list row looks different now.
struct conversation_changed {
  conversation_row row; ///< without `state`
};
struct event_raised {
  system_event event;
};
/// A file that a customer sent has been fetched, or will not be.
struct media_changed {
  media_row row;
};
/// The provider told something of a number.
struct number_changed {
  number_fact fact;
};

/// An appointment was booked, changed or cancelled.
struct appointment_changed {
  enum class change : std::uint8_t { created, updated, deleted };
  appointment_row row;
  change what = change::created; ///< deleted: cancelled; the row stays
};

/// What has just become true, for whoever watches. `seq` rises by one within a tenant.
struct feed_change {
  using message_added = ports::message_added;
  using message_status_changed = ports::message_status_changed;
  using conversation_changed = ports::conversation_changed;
  using raised = ports::event_raised;
  using media_changed = ports::media_changed;
  using number_changed = ports::number_changed;
  using appointment_changed = ports::appointment_changed;

  std::int64_t seq = 0;
  tenant_id tenant;
  timestamp at;
  std::variant<message_added,
               message_status_changed,
               conversation_changed,
               raised,
               media_changed,
               number_changed,
               appointment_changed>
      what;
};
using feed_change_ptr = std::shared_ptr<const feed_change>;

/// A watcher. `on_change` is called on an actor's thread and must only queue.
class feed_watcher {
public:
  virtual ~feed_watcher() = default;
  virtual void on_change(const feed_change_ptr& change) = 0;
};

struct feed_position {
  std::int64_t epoch = 0; ///< birth of the stream on this cluster node
  std::int64_t seq = 0;
};
struct feed_start {
  feed_position at;     ///< where the watcher stands now
  bool resumed = false; ///< false: `since` was too old or of another epoch; take a snapshot
  std::vector<feed_change_ptr> missed;
};

/// How the engine is: for `/ready`, `/internal/status` and metrics.
struct engine_status {
  bool accepting = false;
  std::string admission;                                    ///< `green`, `yellow`, `red`, `black`
  std::vector<std::pair<std::string, std::string>> workers; ///< `send_worker` → `ok` | what is wrong
  std::int64_t commits_begun = 0;                           ///< since the start
  std::int64_t commits_over = 0;                            ///< of those, counted in what follows
  std::int64_t timers_armed = 0;
  std::int64_t timers_fired = 0;
};

class engine {
public:
  virtual ~engine() = default;

  /// Makes the events durable, then tells so. Events of one call are accepted or refused together.
  virtual void accept(std::vector<routed_event> events, std::function<void(accept_outcome)> done) = 0;
  /// @param to the conversation's peer: the conversation may not exist yet.
  virtual void command(const channel_access& channel,
                       const address& to,
                       std::string by,
                       conversation_command what,
                       std::string correlation_id,
                       std::function<void(command_result)> done) = 0;

  [[nodiscard]] virtual actor_tree actors(std::size_t conversations_max) const = 0;
  virtual void look_into(const conversation_id& id, std::function<void(std::optional<conversation_detail>)> done) = 0;
  virtual void command_actor(std::uint64_t actor, actor_command what, std::function<void(actor_answer)> done) = 0;

  /// Watches one tenant's changes from `since` on. The watcher is held weakly.
  virtual feed_start watch(tenant_id tenant, std::weak_ptr<feed_watcher> who, std::optional<feed_position> since) = 0;

  /// What a number tells that the API has asked: kept, told to the feed, and obeyed by its sender.
  virtual void note_number(number_fact fact) = 0;
  /// The API has made it true, and durable: whoever watches is told, and what waits for subscribers is looked for.
  /// `seq` is given by the feed.
  virtual void publish(feed_change change) = 0;
  /// Channels, tenants or flows were changed through the API: read them again.
  virtual void reload_directory() = 0;
  [[nodiscard]] virtual engine_status status() const = 0;
  [[nodiscard]] virtual node_load load() const = 0;
};

/// Names a conversation and a contact (UUIDv5, protocol §2.1).
[[nodiscard]] conversation_id conversation_of(const class crypto& c, channel_id channel, const address& peer);
[[nodiscard]] contact_id contact_of(const class crypto& c, tenant_id tenant, const address& peer);

} // namespace charla::ports
