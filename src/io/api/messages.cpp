#include "io/api/addressee.hpp"
#include "io/api/outgoing.hpp"
#include "io/api/resources.hpp"

namespace charla::api {

namespace {

constexpr std::chrono::hours send_ahead_max{24 * 30};

void say(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto to = find_addressee(c);
  if (!to) return fail(to.error());
  auto b = body::of(c.request);
  if (!b) return fail(b.error());
  auto message = read_outgoing(c, *b);
  message.send_at = read_moment(*b, "send_at");
  b->refuse_unknown();
  if (!b->good()) return fail(b->take_problem());
  const auto& peer = to->row.summary.peer;
  send_outgoing(c, done,
                {to->channel, to->speaks, peer, peer.primary(), std::move(message), is_program(c), send_ahead_max});
}

} // namespace

endpoints message_endpoints() {
  return {{"POST", "/api/v1/conversations/{id}/messages", right::conversations_write,
           "Sends as a person: the bot falls silent. By API key: sends as the system, the bot stays", "say", "queued",
           say}};
}

} // namespace charla::api
