#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// A message that somebody asks for, and whom it is for.
struct outgoing_wish {
  ports::channel_access channel;
  const ports::provider* speaks = nullptr; ///< asked beforehand whether it takes the content; null: not asked
  flows::address to;
  std::string written_to; ///< as the caller wrote it
  flows::outgoing_request message;
  bool as_task = false; ///< kept as a submission, so that the caller can ask what became of it
  std::chrono::hours send_ahead_max{24 * 366};
};

/// `{type, …content, client_id?, reply_to?}` of a body; the header `Idempotency-Key` is the client_id when the body
/// has none. What is wrong stays in the body.
[[nodiscard]] flows::outgoing_request read_outgoing(const call& c, body& b);
/// A moment that may be absent; what is none stays in the body.
[[nodiscard]] std::optional<flows::timestamp> read_moment(body& b, std::string_view field);
/// What only a program may say besides: `priority`, `requested`, `once`, `send_at`, `expires_at`.
void read_terms(body& b, flows::outgoing_request& m);

/// The key under which it was accepted, or why it was not.
using submitted = tl::expected<std::string, problem>;

/// Gives it to the engine: a person silences the bot (R151), a program by key does not. The same `client_id` sends
/// once: a repetition gets the same answer and nothing else happens; with another request it is a conflict.
/// @param done called exactly once, on any thread; must not block.
void submit(const call& c, outgoing_wish wish, std::function<void(submitted)> done);

/// Submits and answers `{"queued":true,"client_id":…}`.
void send_outgoing(const call& c, const ports::responder_ptr& done, outgoing_wish wish);

/// Whether the caller is a program: its sends are tasks.
[[nodiscard]] inline bool is_program(const call& c) { return c.who.by == identity::means::key; }

} // namespace charla::api
