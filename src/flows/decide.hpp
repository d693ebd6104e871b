#pragma once

#include "flows/conversation.hpp"
#include "flows/definition/catalog.hpp"
#include "flows/error.hpp"
#include "flows/limits.hpp"

#include <span>

/// The deciding mind: `decide(state, causes, now)` gives the next state and everything the outside shall do. Pure: the
/// same arguments give the same decision on every machine, which is what makes replay possible (I15).
namespace charla::flows {

/// A bubble to send once the turn is committed; its id is `conversation : version + 1 : index`.
struct send_effect {
  author by = author::bot;
  priority prio = priority::reply;
  content body;
  std::string reply_to;
  /// May it be sent again when nobody knows whether the provider took it (protocol §2.5)?
  enum class doubt : std::uint8_t { resend, never };
  doubt when_in_doubt = doubt::resend;
  std::optional<timestamp> expires_at;
  bool needs_consent = false; ///< nobody asked for it: goes only to who has not opted out
  friend bool operator==(const send_effect&, const send_effect&) = default;
};

/// Arms a durable timer (`due`), or cancels it (`nullopt`). One timer a key; arming again replaces it.
struct timer_effect {
  std::string key;
  std::optional<timestamp> due;
  std::string body;
  friend bool operator==(const timer_effect&, const timer_effect&) = default;
};

/// Asks the outside (HTTP, model, tool); the answer is a `call_finished` cause with the same token.
struct call_effect {
  call_token token;
  call_request request;
  friend bool operator==(const call_effect&, const call_effect&) = default;
};

/// Who speaks changes with this turn: the commit counts `ctl_seq` up and deletes the bot's unclaimed bubbles.
struct control_effect {
  control_mode mode = control_mode::bot;
  std::optional<timestamp> until;
  friend bool operator==(const control_effect&, const control_effect&) = default;
};

/// One line of "why": what was looked at and what followed. Kept in the turn record, shown by `charla why`.
struct trace_line {
  std::string node; ///< empty outside a flow
  std::string what; ///< `trigger`, `step`, `intent`, `suppressed`, `stale`, …
  std::string detail;
  friend bool operator==(const trace_line&, const trace_line&) = default;
};

enum class run_status : std::uint8_t {
  running = 0,     ///< an external call is under way
  waiting = 1,     ///< for the customer or for a moment
  completed = 2,   ///< came to its end
  failed = 3,      ///< a budget was used up, or a step could not be made
  interrupted = 4, ///< a person, another flow or the end of the conversation came in between
  expired = 5,     ///< nobody answered for as long as the flow says
};
[[nodiscard]] std::string_view name_of(run_status s);

/// What became of a run in this turn; one a run, the last word.
struct run_report {
  std::int64_t number = 0;
  flow_version flow;
  run_status status = run_status::running;
  std::string node; ///< where it stands or stood last
  std::string reason;
  timestamp started_at;
  std::optional<timestamp> ended_at;
  std::map<std::string, std::string> variables;
  friend bool operator==(const run_report&, const run_report&) = default;
};

/// A step that was entered, or (with `exit`) left: what the funnel counts and the coverage of tests is made of.
struct visit {
  flow_version flow;
  std::string node;
  std::string exit; ///< empty: entered
  friend bool operator==(const visit&, const visit&) = default;
};

/// An event for the tenant's subscribers (`flow.webhook`, R168).
struct event_effect {
  std::string type;
  std::map<std::string, std::string> data;
  friend bool operator==(const event_effect&, const event_effect&) = default;
};

struct decision {
  conversation next; ///< `version` counted up by one, `ctl_seq` too when `control` is set
  std::vector<message> messages;
  std::vector<send_effect> sends;
  std::vector<timer_effect> timers;
  std::vector<call_effect> calls;
  std::optional<control_effect> control;
  std::vector<run_report> runs;
  std::vector<visit> visits;
  std::vector<event_effect> events;
  std::vector<trace_line> trace;
  friend bool operator==(const decision&, const decision&) = default;
};

/// What the tenant and the channel allow; a value, so that it can be recorded with the turn.
struct rules {
  std::size_t memory = limits::memory_default;
  milliseconds human_override = limits::human_override_default;
  std::string language = "es";            ///< of who has not chosen one
  std::string zone = "UTC0";              ///< POSIX TZ, as in the last line of a file of the tz database (`expr::zone`)
  std::string hours;                      ///< when people are there (`expr::hours`); empty: always
  std::string channel;                    ///< its key: `wa_main`
  std::vector<std::string> opt_out_words; ///< whole messages that end consent, folded (`expr::fold`)
  std::vector<std::string> opt_in_words;  ///< and that give it again
  friend bool operator==(const rules&, const rules&) = default;
};

/// Why causes cannot be decided, and how far the decision came.
struct undecided : error {
  std::vector<trace_line> trace;
};

/// Takes one turn.
/// @param causes in the order in which they are to be told: by (provider time, arrival); at most `causes_per_turn_max`.
/// @param now the moment of the decision; the only time it knows.
/// @returns the decision, or why the causes cannot be decided (`flow.missing_version`, …): then they go to the dead
///          letters and a person is called. A flow that runs away (a loop, a flood of bubbles, a flow that keeps itself
///          busy) is no such case: its run ends as failed, nothing of it is sent, and a person gets the conversation.
[[nodiscard]] tl::expected<decision, undecided>
decide(const conversation& state, std::span<const cause> causes, const catalog& flows, const rules& r, timestamp now);

} // namespace charla::flows
