#pragma once

#include "io/ports/exchange.hpp"
#include "io/ports/media.hpp"
#include "io/ports/number.hpp"
#include "io/ports/submission.hpp"
#include "io/ports/template.hpp"
#include "io/ports/webhook.hpp"

/// What is written: everything that a lane makes durable together.
namespace charla::ports {

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
  std::optional<submission> submitted{}; ///< written with it; a key that is there already makes it a duplicate
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
  std::optional<timestamp> snoozed_until;
  std::optional<timestamp> waiting_since; ///< the oldest message of the customer that nobody has answered
  std::optional<author> last_author;      ///< of the preview's line; nullopt: nobody has said anything
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
  bool needs_window = false;  ///< a free text on a channel with a 24-hour window
  bool needs_consent = false; ///< goes only to who has not opted out
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
  std::string agreed_by;                ///< column `consent_source`; the turn's moment is `consent_at`
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
  timestamp now{};
  bool as_template = false; ///< what goes is an approved template: the window does not matter
};

/// Whether a bubble may go; what is refused stays as it is, and the asker says what becomes of it.
enum class claim_verdict : std::uint8_t {
  gone,          ///< fenced, suppressed, expired or not ready: forget it
  granted,       ///< it is `sending` now
  window,        ///< more than 24 h since the customer's last message
  opted_out,     ///< the person does not want what nobody asked for
  undeliverable, ///< the provider said so after the customer's last message (131026)
  resting,       ///< no marketing before a moment that the provider set (131049)
};
[[nodiscard]] std::string_view name_of(claim_verdict v);

/// What a provider's answer says of the recipient; kept, and asked at every claim.
enum class recipient_mark : std::uint8_t {
  none,
  undeliverable, ///< until they write again
  opted_out,     ///< of the contact: no marketing any more
  rest,          ///< no marketing before `mark_until`
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
  tenant_id tenant{}; ///< of `announce`
  recipient_mark mark = recipient_mark::none;
  std::optional<timestamp> mark_until{};
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
  std::string pricing; ///< JSON text as it came, or empty
  recipient_mark mark = recipient_mark::none;
  std::optional<timestamp> mark_until{};
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
/// statement a kind. Order: appends, facts, overrides, turns, dead letters, claims, events, deliveries, files, numbers,
/// templates, the channel log; last, what
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
  std::vector<media_want> media_wanted; ///< one that is known already changes nothing
  std::vector<media_fact> media;
  std::vector<upload_fact> uploads;
  std::vector<number_fact> numbers;
  std::vector<template_fact> templates;
  std::vector<exchange> exchanges;

  [[nodiscard]] std::size_t size() const noexcept {
    return appends.size() + sends.size() + statuses.size() + overrides.size() + turns.size() + dead_letters.size()
           + claims.size() + events.size() + deliveries.size() + media_wanted.size() + media.size() + uploads.size()
           + numbers.size() + templates.size() + exchanges.size();
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
  std::vector<claim_verdict> claims;
  std::int64_t announced = 0; ///< deliveries to subscribers that came into being
};

} // namespace charla::ports
