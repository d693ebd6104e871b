#include "actors/effects.hpp"

#include "actors/turn.hpp"

namespace charla::actors {

void let_effects_out(wiring& who,
                     const flows::conversation& after,
                     const flows::decision& decided,
                     const ports::turn_write& turn,
                     std::int32_t unread,
                     std::int64_t asked_ms,
                     timestamp now) {
  if (!turn.sends.empty())
    if (const auto sender = who.senders.find(after.channel))
      sender->tell(send_ready{rows_to_send(after, turn, now), asked_ms});
  for (const auto& t : turn.timers) {
    if (t.due)
      who.timers.tell(arm_timer{{after.id, after.tenant, after.channel, t.key, after.version, *t.due, t.body}});
    else
      who.timers.tell(disarm_timer{after.id, t.key});
  }
  for (const auto& c : decided.calls)
    who.agent.tell(start_call{after.tenant, after.channel, after.id, c, {}});
  for (auto& change : news_of(after, decided.messages, turn, unread, now))
    who.feed.tell(publish{std::move(change)});
}

void resume_effects(wiring& who, const flows::conversation& c, const std::vector<ports::outbox_row>& unsent) {
  if (!unsent.empty())
    if (const auto sender = who.senders.find(c.channel)) sender->tell(send_ready{unsent});
  if (!c.run || c.run->wait.what != flows::wait_state::kind::call || !c.run->wait.call) return;
  const auto& w = c.run->wait;
  who.agent.tell(start_call{c.tenant, c.channel, c.id, flows::call_effect{*w.call, w.request}, {}});
}

} // namespace charla::actors
