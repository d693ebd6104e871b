#include "sim/surroundings.hpp"

namespace charla::sim {

mishaps draw_mishaps(dice& d) {
  mishaps m;
  const auto perhaps = [&](std::size_t& odds, std::size_t most) {
    if (d.chance(500)) odds = 1 + d.below(most);
  };
  perhaps(m.store_unavailable, 60);
  perhaps(m.store_full, 20);
  perhaps(m.outcome_lost_committed, 50);
  perhaps(m.outcome_lost_nothing, 50);
  perhaps(m.settle_fails, 400);
  perhaps(m.read_fails, 40);
  perhaps(m.power_cut_in_commit, 8);
  perhaps(m.throw_in_commit, 10);
  perhaps(m.answer_lost, 200);
  perhaps(m.request_lost, 150);
  perhaps(m.refused, 100);
  perhaps(m.recipient_busy, 150);
  perhaps(m.channel_busy, 50);
  perhaps(m.server_error, 100);
  perhaps(m.no_connection, 100);
  perhaps(m.token_expired, 10);
  perhaps(m.throw_in_send, 20);
  perhaps(m.doubled, 300);
  perhaps(m.status_lost, 400);
  perhaps(m.status_nameless, 500);
  perhaps(m.status_forged, 100);
  perhaps(m.hint_lost, 200);
  perhaps(m.actor_killed, 20);
  perhaps(m.power_cut, 15);
  perhaps(m.long_silence, 10);
  return m;
}

} // namespace charla::sim
