#pragma once

#include "flows/message.hpp"

#include <map>

/// What a conversation must react to. A cause is durable before anybody reacts, and is consumed by exactly one turn.
namespace charla::flows {

/// Who the customer is at the provider. Either part may be empty: a person with a username may have no phone.
struct address {
  std::string wa_id;   ///< phone as the provider writes it, untouched
  std::string user_id; ///< business-scoped user id (BSUID)

  /// What names the conversation: the phone when there is one.
  [[nodiscard]] const std::string& primary() const noexcept { return wa_id.empty() ? user_id : wa_id; }
  friend bool operator==(const address&, const address&) = default;
};

/// The ad or post that brought the customer (click to WhatsApp).
struct referral {
  std::string source_type;
  std::string source_id;
  std::string source_url;
  std::string headline;
  std::string body;
  std::string click_id;
  friend bool operator==(const referral&, const referral&) = default;
};

struct inbound_message {
  std::string provider_id;
  address from;
  std::string profile_name;
  timestamp sent_at;
  content body;
  std::string reply_to;
  bool forwarded = false;
  std::string group_id;
  std::optional<referral> came_from;
  friend bool operator==(const inbound_message&, const inbound_message&) = default;
};

/// A person of the organisation typed on the phone: the bot falls silent (R123).
struct echo_message {
  std::string provider_id;
  address to;
  timestamp sent_at;
  content body;
  friend bool operator==(const echo_message&, const echo_message&) = default;
};

/// An old message handed over at onboarding: remembered, never answered.
struct history_message {
  std::string provider_id;
  address peer;
  timestamp sent_at;
  bool from_us = false;
  content body;
  friend bool operator==(const history_message&, const history_message&) = default;
};

/// Order in which waiting causes and sends are taken: people first (protocol §5).
enum class priority : std::uint8_t {
  human = 0,
  reply = 2,
  transactional = 3, ///< a program sends what the organisation owes: a receipt, a code
  failure = 4,
  follow_up = 6,
  campaign = 8,
};
[[nodiscard]] std::string_view name_of(priority p);

/// A person's message from the console, or a system's by the API.
struct outgoing_request {
  author by = author::human;
  std::string author_name;
  std::string client_id; ///< the caller's idempotency key
  content body;
  address to;                              ///< whom the request named; the conversation may be new
  std::string reply_to;                    ///< provider id of the message it quotes
  priority prio = priority::transactional; ///< of a program's message; a person's is always first
  bool once = false;                       ///< never sent again when nobody knows whether it was sent
  bool needs_consent = false;              ///< nobody asked for it: goes only to who has not opted out
  std::optional<timestamp> send_at;        ///< later than now: waits in a durable timer
  std::optional<timestamp> expires_at;
  friend bool operator==(const outgoing_request&, const outgoing_request&) = default;
};

/// Who may speak: the bot; a person (the bot is silent); nobody until a person has looked (after repeated crashes).
enum class control_mode : std::uint8_t { bot = 0, human = 1, paused = 2 };
[[nodiscard]] std::string_view name_of(control_mode m);

/// Who speaks has been changed outside a turn (operator command); the store has already fenced the old turns.
struct control_changed {
  control_mode mode = control_mode::bot;
  std::optional<timestamp> until; ///< when the bot comes back by itself
  std::string by;                 ///< who did it, for the history line
  std::string reason;
  friend bool operator==(const control_changed&, const control_changed&) = default;
};

enum class conversation_status : std::uint8_t { open = 0, pending = 1, snoozed = 2, resolved = 3 };
[[nodiscard]] std::string_view name_of(conversation_status s);

struct status_changed {
  conversation_status status = conversation_status::open;
  std::string by;
  friend bool operator==(const status_changed&, const status_changed&) = default;
};

/// A person has put the conversation where it belongs; what is absent stays as it is.
struct desk_changed {
  std::optional<std::string> assignee;            ///< empty: nobody
  std::optional<std::string> team;                ///< empty: none
  std::optional<std::vector<std::string>> labels; ///< all of them
  std::optional<timestamp> snoozed_until;         ///< set aside until then
  bool wakes = false;                             ///< no longer set aside
  std::string by;
  friend bool operator==(const desk_changed&, const desk_changed&) = default;
};

/// A person writes a private note into the thread.
struct note_written {
  std::string text;
  std::string author_name;
  std::string client_id; ///< the caller's idempotency key
  friend bool operator==(const note_written&, const note_written&) = default;
};

/// The durable timer that opens a conversation again that was set aside.
inline constexpr std::string_view snooze_timer = "snooze";
/// The durable timer that gives the conversation back to the bot.
inline constexpr std::string_view override_timer = "override";

/// A durable timer has come due; an older generation than the armed one is stale.
struct timer_fired {
  std::string key;
  std::int64_t generation = 0;
  std::string body;
  friend bool operator==(const timer_fired&, const timer_fired&) = default;
};

/// Identifies one external call for ever: a late, doubled or foreign result matches nothing.
struct call_token {
  std::int64_t version = 0; ///< version of the conversation that asked
  std::string node;         ///< step that asked
  std::int32_t attempt = 0;
  friend bool operator==(const call_token&, const call_token&) = default;
};

/// What the outside is asked. Plain data: it stays in the run until it is answered, so that it can be asked again.
struct call_request {
  std::string kind;   ///< `http`, `assistant`
  std::string method; ///< http: `GET`, `POST`, …
  std::string target; ///< http: the URL; assistant: its name
  std::map<std::string, std::string> headers;
  std::string body;                        ///< http: as it is sent; assistant: what the customer said
  std::map<std::string, std::string> pick; ///< variable → JSON pointer (RFC 6901) into the answer
  milliseconds timeout{10'000};
  friend bool operator==(const call_request&, const call_request&) = default;
};

struct call_finished {
  enum class outcome : std::uint8_t { ok, failed, timed_out };
  call_token token;
  outcome how = outcome::ok;
  std::int32_t status = 0; ///< HTTP status where there was one
  std::string body;
  std::map<std::string, std::string> values; ///< what the call was asked to pick from the answer, by variable
  friend bool operator==(const call_finished&, const call_finished&) = default;
};

/// The provider said, after accepting it, that a bubble of ours cannot be delivered.
struct delivery_failed {
  out_id send;
  std::int32_t code = 0;
  std::string title;
  friend bool operator==(const delivery_failed&, const delivery_failed&) = default;
};

/// Somebody asks for a run or changes one: a program by the API, an event, an operator.
struct run_request {
  enum class act : std::uint8_t {
    start,        ///< begins `flow` (its live version), interrupting what runs
    event,        ///< begins the flow that a trigger names for `event`; none: nothing happens
    move,         ///< pins the run to `version` of its flow, at `node` (absent: where it stands)
    restart,      ///< begins the run's flow again
    stop,         ///< interrupts what runs
    cancel_timer, ///< the timer that `node` names never fires; a run that waits for it is over
    fire_timer,   ///< the timer that `node` names fires now; `event` is its body
  };
  act what = act::start;
  flow_id flow;
  std::int32_t version = 0;
  std::string node;
  std::string event;
  std::map<std::string, std::string> variables; ///< parameters of the run that begins
  std::string by;
  address to; ///< whom the request named; the conversation may be new
  friend bool operator==(const run_request&, const run_request&) = default;
};

/// A person or a program has changed what is known of the contact, outside a turn.
struct contact_changed {
  std::optional<std::string> name;
  std::optional<std::string> language;
  std::map<std::string, std::string> attributes; ///< an empty value removes it
  std::vector<std::string> tags_added;
  std::vector<std::string> tags_removed;
  std::optional<bool> opted_in;
  std::string by;
  friend bool operator==(const contact_changed&, const contact_changed&) = default;
};

using cause_body = std::variant<inbound_message,
                                echo_message,
                                history_message,
                                outgoing_request,
                                control_changed,
                                status_changed,
                                timer_fired,
                                call_finished,
                                delivery_failed,
                                run_request,
                                contact_changed,
                                desk_changed,
                                note_written>;

/// The stable name of a cause's kind: `inbound_message`, `echo_message`, ….
[[nodiscard]] std::string_view kind_name(const cause_body& c);

struct cause {
  inbox_id row;               ///< 0 for a timer: its row is in the timer table
  timestamp at;               ///< when the provider, the person or the clock says it happened
  std::string correlation_id; ///< one id from webhook to delivery tick
  cause_body body;
  friend bool operator==(const cause&, const cause&) = default;
};

} // namespace charla::flows
