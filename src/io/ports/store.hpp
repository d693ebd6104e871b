#pragma once

#include "flows/decide.hpp"
#include "io/ports/webhook.hpp"

#include <memory>
#include <string>
#include <vector>

/// What the engine needs from a durable store. Three adapters (memory, sqlite, postgres) pass one conformance suite.
/// Everything here blocks: a lane belongs to one thread, which is the detached persistence actor of that lane.
namespace charla::ports {

using namespace flows; // NOLINT(google-build-using-namespace): ports speak the domain's language

enum class store_errc : std::uint8_t {
  unavailable,     ///< definitely not committed, and not the data's fault: try again
  full,            ///< no space left; not committed; try again when there is
  locked,          ///< another process owns the store: do not start
  fenced,          ///< our epoch is no longer the store's: stop at once
  unknown_outcome, ///< perhaps committed: call `settle` with the same batch, never `apply`
  data,            ///< the statement itself is wrong; not retried
  corrupt,         ///< what was read back is not what was written
};
struct store_error {
  store_errc code = store_errc::unavailable;
  std::string what;
};
template <class T>
using stored = tl::expected<T, store_error>;

using epoch_t = std::int64_t;

/// Identity of an event at the provider: the first 16 bytes of SHA-256(kind, provider id[, status or body]).
using dedup_key = std::array<std::uint8_t, 16>;

/// The columns of a cause row; `body` is the encoded `flows::cause_body`.
struct inbox_append {
  tenant_id tenant;
  channel_id channel;
  conversation_id conversation;
  priority prio = priority::reply;
  timestamp provider_time; ///< also gives the day of the dedup partition: a retry carries the same one
  dedup_key key{};
  std::string kind; ///< `kind_name(cause)`
  std::string correlation_id;
  std::string body;
};

struct timer_ref {
  std::string key;
  std::int64_t generation = 0;
};

/// What lists show of a conversation without decoding its state.
struct conversation_summary {
  tenant_id tenant;
  channel_id channel;
  contact_id contact;
  address peer;
  std::string contact_name;
  conversation_status status = conversation_status::open;
  timestamp last_activity_at;
  std::string preview; ///< at most 120 characters
  std::optional<timestamp> last_inbound_at;
  std::int32_t unread_added = 0; ///< inbound messages of this turn; a person's own message resets to zero (`-1`)
  std::string assignee;          ///< the person who has it, empty: nobody
  std::string team;
  std::vector<std::string> labels; ///< sorted
};

/// A history line with its body already encoded (`flows::content` as JSON text, valid UTF-8, no NUL).
struct message_row {
  std::int64_t seq = 0;
  timestamp at;
  direction dir = direction::inbound;
  author by = author::contact;
  std::string type; ///< `type_name(content)`
  std::string body;
  std::string provider_id;
  std::string reply_to;
  std::optional<std::int16_t> send; ///< index into the turn's sends
  std::string author_name;
  std::string client_id;
};

struct outbox_write {
  channel_id channel;
  author by = author::bot;
  priority prio = priority::reply;
  bool resend_in_doubt = true;
  std::optional<timestamp> expires_at;
  std::string to; ///< encoded `flows::address`
  std::string correlation_id;
  std::string body; ///< encoded `flows::content` + reply_to
};

struct timer_write {
  std::string key;
  std::optional<timestamp> due; ///< nullopt cancels
  std::string body;
};

/// What a turn has learnt of the contact; only what changed.
struct contact_write {
  std::map<std::string, std::string> attributes; ///< an empty value removes it
  std::vector<std::string> tags_added;
  std::vector<std::string> tags_removed;
  std::optional<std::string> name;      ///< given by a person or a flow: the profile's name no longer counts
  std::optional<std::string> language;  ///< column `locale`
  std::optional<flows::consent> agreed; ///< column `consent`, by its name
  [[nodiscard]] bool empty() const {
    return attributes.empty() && tags_added.empty() && tags_removed.empty() && !name && !language && !agreed;
  }
};

/// A run of a flow as this turn left it; (conversation, number) is its identity, the last write holds.
struct run_write {
  std::int64_t number = 0;
  flow_version flow;
  run_status status = run_status::running;
  std::string node;
  std::string reason;
  timestamp started_at;
  std::optional<timestamp> ended_at;
  std::string variables; ///< JSON object of texts
};

/// How often steps were entered (`exit` empty) or left by an exit; added to the counters of the version.
struct visit_count {
  flow_version flow;
  std::string node;
  std::string exit;
  std::int64_t count = 0;
};

/// One turn: valid only if the epoch, the version, `ctl_seq` and the number of causes are all what it believes.
struct turn_write {
  conversation_id conversation;
  turn_id turn;
  epoch_t epoch = 0;
  std::int64_t base_version = 0;
  std::int64_t base_ctl = 0;
  std::vector<inbox_id> causes;
  std::vector<timer_ref> fired;
  std::string state; ///< encoded conversation
  conversation_summary summary;
  std::optional<control_effect> control; ///< then: ctl_seq + 1, mode and until set, unclaimed bot rows deleted
  std::vector<message_row> messages;
  std::vector<outbox_write> sends; ///< rows (conversation, base_version + 1, 0…)
  std::vector<timer_write> timers; ///< generation base_version + 1
  timestamp decided_at;
  std::string record;                ///< encoded turn record: causes, flow version, trace (replay and "why")
  std::vector<event_out> announce{}; ///< told to subscribers if it commits
  contact_write contact{};
  std::vector<run_write> runs{};
  std::vector<visit_count> visits{};
};

enum class verdict : std::uint8_t {
  ok,
  fenced,  ///< another owner: stop the shard
  version, ///< somebody else's turn came first, or this one had already committed: reload
  ctl,     ///< who speaks has changed: reload and decide again
  cause,   ///< a cause was consumed elsewhere or a timer is stale: reload
  data,    ///< the row itself cannot be written: the causes go to the dead letters
};
[[nodiscard]] std::string_view name_of(verdict v);

/// Asks for the right to send one bubble now: the point of no return (protocol §2.5 S1).
struct claim_request {
  out_id out;
  epoch_t epoch = 0;
};

/// How a send ended, or did not.
struct send_fact {
  enum class outcome : std::uint8_t {
    accepted, ///< row deleted, status `sent`, provider id noted
    failed,   ///< row deleted, status `failed`
    released, ///< not sent for sure: back to ready, not before `not_before`
    in_doubt, ///< perhaps sent: waits for a status or for its deadline
    dead,     ///< row moved to the dead letters, status `failed`
  };
  out_id out;
  outcome how = outcome::accepted;
  std::string provider_id;
  std::int32_t error_code = 0;
  std::string error_text;
  std::optional<timestamp> not_before;
  timestamp at;
  tenant_id tenant{};                ///< of `announce`
  std::vector<event_out> announce{}; ///< told if the bubble's status is now the one that this fact says
};

/// What a status webhook says. Found by `out` when the provider gave our id back, else by (channel, provider id).
struct status_fact {
  tenant_id tenant;
  channel_id channel;
  std::optional<out_id> out;
  std::string provider_id;
  message_status status = message_status::sent;
  timestamp at;
  std::int32_t error_code = 0;
  std::string error_text;
  std::string pricing;               ///< JSON text as it came, or empty
  std::vector<event_out> announce{}; ///< told if it is the status of one of our bubbles now
};

/// Changes who speaks, from outside a turn. One transaction: ctl_seq + 1, mode, until, the bot's unclaimed bubbles
/// deleted, and the cause `control_changed` appended. Creates the conversation row when there is none.
struct override_request {
  conversation_id conversation;
  control_mode mode = control_mode::human;
  std::optional<timestamp> until;
  inbox_append notice;
  std::vector<event_out> announce{}; ///< told if the change was made
};
struct override_result {
  std::int64_t ctl_seq = 0;
  std::int32_t suppressed = 0; ///< bubbles that will not be sent
  std::int32_t in_flight = 0;  ///< bubbles already on their way: say so
  std::optional<inbox_id> notice;
};

/// Takes causes out of the inbox after repeated failure; the conversation is paused for a person in the same
/// transaction (ctl_seq + 1, mode paused).
struct dead_letter_write {
  tenant_id tenant;
  conversation_id conversation;
  std::vector<inbox_id> causes;
  std::vector<timer_ref> fired;
  std::string reason; ///< stable code
  std::string error;  ///< for people
  std::string trace;  ///< how far the decision came: JSON array of trace lines, or empty
  timestamp at;
  std::vector<event_out> announce{}; ///< told if the causes were there to be taken
};

struct system_event {
  tenant_id tenant; ///< 0: the whole installation
  timestamp at;
  std::string level; ///< info, warn, error
  std::string type;  ///< e.g. `account_update`, `unknown_phone_number_id`, `smtp_failed`
  std::string message;
  std::string metadata = "{}"; ///< JSON text
};

/// Everything that is made durable together: SQLite and memory commit it as one transaction, PostgreSQL as one
/// statement a kind. Order: appends, facts, overrides, turns, dead letters, claims, events, deliveries; last, what
/// these announce becomes one delivery for each enabled subscription of the tenant that wants its type.
struct batch {
  std::vector<inbox_append> appends;
  std::vector<send_fact> sends;
  std::vector<status_fact> statuses;
  std::vector<override_request> overrides;
  std::vector<turn_write> turns;
  std::vector<dead_letter_write> dead_letters;
  std::vector<claim_request> claims;
  std::vector<system_event> events;
  std::vector<delivery_fact> deliveries;

  [[nodiscard]] std::size_t size() const noexcept {
    return appends.size() + sends.size() + statuses.size() + overrides.size() + turns.size() + dead_letters.size()
           + claims.size() + events.size() + deliveries.size();
  }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
};

/// Where a status fact landed, for the live feed; `changed` is false for a status that did not rise.
struct status_result {
  bool changed = false;
  std::optional<out_id> out;
  message_status status = message_status::queued;
};

struct batch_result {
  std::vector<std::optional<inbox_id>> appends; ///< nullopt: a duplicate, or (after `settle`) left to the sweep
  std::vector<status_result> sends;
  std::vector<status_result> statuses;
  std::vector<override_result> overrides;
  std::vector<verdict> turns;
  std::vector<bool> dead_letters; ///< false: the causes were gone already
  std::vector<bool> claims;       ///< false: fenced, suppressed, expired or not ready
  std::int64_t announced = 0;     ///< deliveries to subscribers that came into being
};

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

/// How the store opened: `epoch` fences every writer before it; `unclean` tells that the last owner did not say
/// goodbye.
struct opening {
  epoch_t epoch = 0;
  bool unclean = false;
};

/// The one that writes. Not thread-safe; owned by one persistence actor.
class store_lane {
public:
  virtual ~store_lane() = default;

  /// Makes the batch durable and answers item by item. A turn that the guards refuse, or whose data is wrong, never
  /// harms its neighbours. Errors: `unavailable`, `full`, `fenced` (nothing is committed), `unknown_outcome`.
  virtual stored<batch_result> apply(const batch& work) = 0;
  /// After `unknown_outcome`: takes a new epoch, reads what has become of the batch, and answers as `apply` would have.
  /// Turns that had not committed get `version`; appends are repeated (they are idempotent); claims are answered false.
  virtual stored<batch_result> settle(const batch& work) = 0;
  /// The epoch this lane now writes with (rises with `settle`).
  [[nodiscard]] virtual epoch_t epoch() const = 0;

  /// All pending causes after `after`, oldest first. With `count_attempt` each row's `attempts` is counted up first
  /// (once per unclean death, before anybody sees it).
  virtual stored<std::vector<pending_cause>> recover_inbox(inbox_id after, std::size_t limit, bool count_attempt) = 0;
  /// Turns `sending` rows of earlier epochs into `in_doubt` (call with an empty `after` first), then pages through all
  /// live rows in key order.
  virtual stored<std::vector<outbox_row>> recover_outbox(const std::optional<out_id>& after, std::size_t limit) = 0;
  /// Pending causes older than `older_than`, in id order after `after`: what lost hints have left behind.
  virtual stored<std::vector<pending_cause>> sweep_inbox(inbox_id after, timestamp older_than, std::size_t limit) = 0;
  /// Live outbox rows whose `not_before` has passed or that are in doubt, in key order after `after`.
  virtual stored<std::vector<outbox_row>>
  sweep_outbox(const std::optional<out_id>& after, timestamp now, std::size_t limit) = 0;
  /// Timers due before `until`, by keyset (due, conversation, key); `after` is the last row of the page before.
  virtual stored<std::vector<timer_row>>
  timers_due(timestamp until, const std::optional<timer_row>& after, std::size_t limit) = 0;
  /// Deletes dedup keys of days before `day`; returns how many.
  virtual stored<std::int64_t> forget_seen_before(timestamp day) = 0;
  /// Deletes deliveries that were made before `delivered`, whatever came into being before `all`, and those of
  /// subscriptions that are gone; a bounded number.
  virtual stored<std::int64_t> forget_deliveries_before(timestamp delivered, timestamp all) = 0;
  /// Notes that this owner leaves in order: the next opening is clean.
  virtual stored<void> close_clean() = 0;
};

/// Reads for the engine: waking a conversation up. Not thread-safe; one each thread.
class store_reader {
public:
  virtual ~store_reader() = default;
  /// @returns nullopt when nothing is known of it.
  virtual stored<std::optional<conversation_row>> load(const conversation_id& id) = 0;
  /// The newest `limit` messages with seq < `before` (0: from the end), oldest first.
  virtual stored<std::vector<stored_message>>
  history(const conversation_id& id, std::int64_t before, std::size_t limit) = 0;
  virtual stored<std::vector<pending_cause>> pending(const conversation_id& id, std::size_t limit) = 0;
  /// The conversation that this channel knows under the business-scoped id, if any.
  virtual stored<std::optional<conversation_id>> find_by_user_id(channel_id channel, const std::string& user_id) = 0;
  virtual stored<std::vector<timer_row>> timers_of(const conversation_id& id) = 0;
  virtual stored<std::vector<outbox_row>> outbox_of(const conversation_id& id) = 0;
  /// Enabled subscriptions that do not rest and have something due, by id after `after`, each with its oldest `each`.
  virtual stored<std::vector<due_deliveries>>
  deliveries_due(webhook_id after, timestamp now, std::size_t subscriptions, std::size_t each) = 0;
};

class store_admin;

class store {
public:
  virtual ~store() = default;
  /// Migrates, takes the lock and a new epoch. Errors: `locked` (another process), `unavailable`, `corrupt`.
  virtual stored<opening> open() = 0;
  /// How many lanes may write side by side: 1 for SQLite and memory.
  [[nodiscard]] virtual std::size_t lane_count() const = 0;
  virtual stored<std::unique_ptr<store_lane>> lane(std::size_t index) = 0;
  virtual stored<std::unique_ptr<store_reader>> reader() = 0;
  /// Tenants, users, channels, keys, flows, lists for the API (ports/admin.hpp).
  virtual stored<std::unique_ptr<store_admin>> admin() = 0;
  /// The share of the disk under the rows that is free, 0 to 1; `nullopt` when it cannot be seen from here.
  virtual std::optional<double> free_space() { return std::nullopt; }
  /// True when a read succeeds now (for `/ready`).
  virtual bool reachable() = 0;
  [[nodiscard]] virtual std::string_view name() const = 0; ///< `sqlite`, `postgres`, `memory`
};

} // namespace charla::ports
