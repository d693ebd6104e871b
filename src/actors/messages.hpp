#pragma once

#include "actors/dispatch_messages.hpp"
#include "actors/media_messages.hpp"
#include "actors/slot.hpp"
#include "io/ports/engine.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

/// Everything that actors say to each other on one machine. Messages are plain values or shared immutable ones; none of
/// them crosses the network. Answers carry the `token` of their question.
namespace charla::actors {

using flows::timestamp;
using ports::stored;

/// Names the handle a question wants its answer at; a dead handle loses the answer, and nothing else.
using answer_to = caf::actor;

// ---- persistence: makes things durable, one group commit at a time ----

/// Durable before 200: the events of one webhook. `done` is told after the commit, or by the promise's destructor.
struct append_events {
  /// Exactly one answer, whatever happens to the actor that holds it.
  class promise {
  public:
    explicit promise(std::function<void(ports::accept_outcome)> done) : done_(std::move(done)) {}
    promise(const promise&) = delete;
    promise& operator=(const promise&) = delete;
    ~promise() { keep(ports::accept_outcome::unavailable); }
    void keep(ports::accept_outcome how) {
      if (auto done = std::exchange(done_, nullptr)) done(how);
    }

  private:
    std::function<void(ports::accept_outcome)> done_;
  };
  std::vector<ports::inbox_append> causes;
  std::vector<flows::cause> decoded; ///< the same causes as values, without their row yet: the hint
  std::vector<ports::status_fact> statuses;
  std::vector<ports::system_event> events;
  std::vector<ports::media_want> media;
  std::vector<ports::number_fact> numbers;
  std::vector<ports::template_fact> templates;
  std::vector<ports::exchange> exchanges;
  std::shared_ptr<promise> done; ///< absent: nobody waits
};
using append_events_ptr = std::shared_ptr<append_events>;

struct commit_turn {
  std::shared_ptr<const ports::turn_write> turn;
  std::uint64_t token = 0;
  answer_to conversation;
};
struct turn_committed {
  std::uint64_t token = 0;
  ports::verdict how = ports::verdict::ok;
};

struct claim_sends {
  std::vector<flows::out_id> outs;
  std::vector<bool> as_template; ///< of each: it goes as an approved template
  std::uint64_t token = 0;
  flows::tenant_id tenant;
  answer_to sender;
};
struct sends_claimed {
  std::uint64_t token = 0;
  std::vector<flows::out_id> outs;
  std::vector<ports::claim_verdict> verdicts;
  bool judged = true; ///< false: the store gave no verdict, and the rows are what they were
};

/// Facts are never fenced: how a send ended.
struct note_send {
  ports::send_fact fact;
  flows::tenant_id tenant;
  answer_to sender;
  std::optional<ports::exchange> said; ///< for the channel log
};
struct send_noted {
  flows::out_id out;
  ports::send_fact::outcome how = ports::send_fact::outcome::accepted;
};

struct change_control {
  ports::override_request request;
  flows::cause decoded;
  std::function<void(ports::command_result)> done;
};

struct write_dead_letter {
  ports::dead_letter_write letter;
  std::uint64_t token = 0;
  answer_to conversation;
};
struct dead_letter_written {
  std::uint64_t token = 0;
  bool written = false;
};

/// Pages of what is pending; `who` answers what the page is for.
enum class page_of : std::uint8_t { recovery, sweep };
struct read_inbox_page {
  page_of what = page_of::sweep;
  flows::inbox_id after;
  timestamp older_than;
  bool count_attempt = false;
  answer_to who;
};
struct inbox_page {
  page_of what = page_of::sweep;
  std::vector<ports::pending_cause> rows;
  bool failed = false;
};
struct read_outbox_page {
  page_of what = page_of::sweep;
  std::optional<flows::out_id> after;
  timestamp now;
  answer_to who;
  std::uint64_t question = 0; ///< comes back with the page
};
struct outbox_page {
  page_of what = page_of::sweep;
  std::vector<ports::outbox_row> rows;
  bool failed = false;
  std::uint64_t question = 0;
};
struct read_timers {
  timestamp until;
  std::optional<ports::timer_row> after;
  answer_to who;
};
struct timers_page {
  timestamp until;
  std::vector<ports::timer_row> rows;
  bool last = true;
  bool failed = false;
};
struct forget_seen {
  timestamp before;
};
/// Ask the lane to commit what it holds and to say goodbye to the store.
struct close_lane {
  std::function<void()> done;
};

// to oneself
struct flush {};
struct try_again {
  std::uint64_t generation = 0;
};

// ---- reader: wakes conversations up ----

struct load_conversation {
  flows::conversation_id id;
  std::size_t memory = flows::limits::memory_default;
  std::uint64_t token = 0;
  answer_to conversation;
};
/// Everything the store knows that a conversation needs to go on.
struct conversation_loaded {
  std::uint64_t token = 0;
  bool failed = false;
  std::string error;
  std::optional<ports::conversation_row> row;
  std::vector<ports::stored_message> memory;
  std::vector<ports::pending_cause> pending;
  std::vector<ports::timer_row> timers;
  std::vector<ports::outbox_row> outbox;
};
using conversation_loaded_ptr = std::shared_ptr<const conversation_loaded>;
/// Whose conversation is it, when only the business-scoped id is known?
struct resolve_peer {
  flows::channel_id channel;
  std::string user_id;
  answer_to ingress;
};
struct peer_resolved {
  flows::channel_id channel;
  std::string user_id;
  std::optional<flows::conversation_id> conversation;
  bool failed = false;
};
struct reload_directory {};

// ---- ingress ----

struct accept_events {
  std::vector<ports::routed_event> events;
  std::shared_ptr<append_events::promise> done;
};
using accept_events_ptr = std::shared_ptr<accept_events>;

// ---- shard and conversation ----

/// A cause for one conversation; `row` of the cause is 0 for timers.
struct deliver {
  flows::tenant_id tenant;
  flows::channel_id channel;
  flows::conversation_id conversation;
  std::shared_ptr<const flows::cause> cause;
};
/// The bodies are in the store only: read them there (after a lost hint, a crash, a restart).
struct wake {
  flows::tenant_id tenant;
  flows::channel_id channel;
  flows::conversation_id conversation;
};
/// Conversation → shard: nothing in hand since the `seen`-th delivery.
struct i_am_idle {
  flows::conversation_id conversation;
  std::uint64_t seen = 0;
};
/// Shard → conversation.
struct are_you_idle {};
struct passivate {};
struct look_inside {
  flows::conversation_id conversation;
  std::function<void(std::optional<ports::conversation_detail>)> done;
};
struct command_one {
  std::uint64_t actor = 0;
  ports::actor_command what = ports::actor_command::restart;
  std::shared_ptr<std::function<void(ports::actor_answer)>> done;
};
/// Shard → conversation: one turn with one cause, although an operator holds it. Answered when that is over.
struct take_step {
  std::shared_ptr<std::function<void(ports::actor_answer)>> done;
};
/// Shard → conversation: stop taking turns, or go on.
struct hold {
  bool on = false;
};
/// To oneself: has an answer been waited for too long?
struct stuck_check {};
struct grouping_over {
  std::uint64_t generation = 0;
};
/// To oneself: the store was in trouble when one last looked.
struct store_may_be_well {};
struct sweep_now {};
struct drain {
  std::function<void()> done;
};

// ---- sender ----

struct send_ready {
  std::vector<ports::outbox_row> rows;
  std::int64_t asked_ms = 0; ///< boot clock: when what they answer came in; 0: before this process
};
/// A status or an operator has ended this send: forget it.
struct send_settled {
  flows::out_id out;
};
struct provider_answered {
  flows::out_id out;
  std::uint64_t attempt = 0;
  ports::client_response response;
  ports::client_request request; ///< without its body's file and its headers: for the channel log
};
using provider_answered_ptr = std::shared_ptr<const provider_answered>;
/// Marks a customer's message read at the provider; nothing hangs on it, so it is tried once.
struct read_receipt {
  flows::conversation_id conversation;
  flows::address peer;
  std::string provider_id;
  bool typing = false;
};
struct pump {
  std::uint64_t generation = 0;
};

// ---- turns in flight ----

/// Gate → conversation: your turn may begin.
struct turn_granted {
  std::uint64_t ticket = 0;
};

// ---- timers ----

struct arm_timer {
  ports::timer_row row;
};
struct disarm_timer {
  flows::conversation_id conversation;
  std::string key;
};
struct tick {};

// ---- agent: external calls ----

struct start_call {
  flows::tenant_id tenant;
  flows::channel_id channel;
  flows::conversation_id conversation;
  flows::call_effect call;
  std::string correlation_id;
};
struct call_answered {
  std::uint64_t number = 0;
  flows::call_finished result;
};

// ---- feed ----

struct publish {
  std::shared_ptr<ports::feed_change> change; ///< `seq` is given by the feed
};

// ---- protocols: a line each ----

/// PERSISTENCE, one a lane, detached: the only writer of its lane.
using persistence_protocol = accepts<append_events_ptr,
                                     commit_turn,
                                     claim_sends,
                                     note_send,
                                     change_control,
                                     write_dead_letter,
                                     read_inbox_page,
                                     read_outbox_page,
                                     read_timers,
                                     forget_seen,
                                     note_delivery,
                                     note_media,
                                     note_upload,
                                     forget_old,
                                     forget_deliveries,
                                     close_lane>;
/// READER, detached: reads for others on its own connection.
using reader_protocol =
    accepts<load_conversation, resolve_peer, reload_directory, read_due, read_media_due, find_asset>;
/// INGRESS: webhook events → rows and hints.
using ingress_protocol = accepts<accept_events_ptr, peer_resolved, drain>;
/// SHARD: the directory of its resident conversations.
using shard_protocol = accepts<deliver, wake, look_inside, command_one, drain>;
/// SENDER, one a channel: rates, order, outcomes.
using sender_protocol = accepts<send_ready, send_settled, provider_answered_ptr, file_ready, read_receipt, drain>;
/// MEDIA, detached: fetches customers' files, gives ours to the providers.
using media_protocol = accepts<media_waits, need_file, media_answered_ptr, assets_forgotten, drain>;
/// DISPATCHER: outgoing webhooks to subscribers.
using dispatcher_protocol = accepts<deliveries_wait, subscriber_answered_ptr, drain>;
/// TIMERS: the durable timers of the next minutes.
using timers_protocol = accepts<arm_timer, disarm_timer>;
/// AGENT: external calls in flight.
using agent_protocol = accepts<start_call, call_answered>;
/// FEED: numbers changes and hands them to the watchers.
using feed_protocol = accepts<publish>;
/// INSPECTOR: commands to single actors, gauges for the metrics.
using inspector_protocol = accepts<command_one>;
/// RECOVERY: pages through what was pending at start, then sweeps for lost hints.
using recovery_protocol = accepts<sweep_now>;

} // namespace charla::actors

#define CHARLA_LOCAL_MESSAGE(name) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::name)
CHARLA_LOCAL_MESSAGE(append_events_ptr)
CHARLA_LOCAL_MESSAGE(commit_turn)
CHARLA_LOCAL_MESSAGE(turn_committed)
CHARLA_LOCAL_MESSAGE(claim_sends)
CHARLA_LOCAL_MESSAGE(sends_claimed)
CHARLA_LOCAL_MESSAGE(note_send)
CHARLA_LOCAL_MESSAGE(send_noted)
CHARLA_LOCAL_MESSAGE(change_control)
CHARLA_LOCAL_MESSAGE(write_dead_letter)
CHARLA_LOCAL_MESSAGE(dead_letter_written)
CHARLA_LOCAL_MESSAGE(read_inbox_page)
CHARLA_LOCAL_MESSAGE(inbox_page)
CHARLA_LOCAL_MESSAGE(read_outbox_page)
CHARLA_LOCAL_MESSAGE(outbox_page)
CHARLA_LOCAL_MESSAGE(read_timers)
CHARLA_LOCAL_MESSAGE(timers_page)
CHARLA_LOCAL_MESSAGE(forget_seen)
CHARLA_LOCAL_MESSAGE(close_lane)
CHARLA_LOCAL_MESSAGE(flush)
CHARLA_LOCAL_MESSAGE(try_again)
CHARLA_LOCAL_MESSAGE(load_conversation)
CHARLA_LOCAL_MESSAGE(conversation_loaded_ptr)
CHARLA_LOCAL_MESSAGE(resolve_peer)
CHARLA_LOCAL_MESSAGE(peer_resolved)
CHARLA_LOCAL_MESSAGE(reload_directory)
CHARLA_LOCAL_MESSAGE(accept_events_ptr)
CHARLA_LOCAL_MESSAGE(deliver)
CHARLA_LOCAL_MESSAGE(wake)
CHARLA_LOCAL_MESSAGE(i_am_idle)
CHARLA_LOCAL_MESSAGE(are_you_idle)
CHARLA_LOCAL_MESSAGE(passivate)
CHARLA_LOCAL_MESSAGE(look_inside)
CHARLA_LOCAL_MESSAGE(command_one)
CHARLA_LOCAL_MESSAGE(hold)
CHARLA_LOCAL_MESSAGE(take_step)
CHARLA_LOCAL_MESSAGE(stuck_check)
CHARLA_LOCAL_MESSAGE(grouping_over)
CHARLA_LOCAL_MESSAGE(store_may_be_well)
CHARLA_LOCAL_MESSAGE(sweep_now)
CHARLA_LOCAL_MESSAGE(drain)
CHARLA_LOCAL_MESSAGE(send_ready)
CHARLA_LOCAL_MESSAGE(send_settled)
CHARLA_LOCAL_MESSAGE(provider_answered_ptr)
CHARLA_LOCAL_MESSAGE(pump)
CHARLA_LOCAL_MESSAGE(read_receipt)
CHARLA_LOCAL_MESSAGE(turn_granted)
CHARLA_LOCAL_MESSAGE(arm_timer)
CHARLA_LOCAL_MESSAGE(disarm_timer)
CHARLA_LOCAL_MESSAGE(tick)
CHARLA_LOCAL_MESSAGE(start_call)
CHARLA_LOCAL_MESSAGE(call_answered)
CHARLA_LOCAL_MESSAGE(publish)
#undef CHARLA_LOCAL_MESSAGE
