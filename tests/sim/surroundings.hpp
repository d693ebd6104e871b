#pragma once

#include "sim/chronicle.hpp"
#include "sim/dice.hpp"
#include "sim/journal.hpp"
#include "support/hand_clock.hpp"

namespace charla::sim {

/// How unkind the world is: each mishap's share of a thousand chances.
struct mishaps {
  // the store
  std::size_t store_unavailable = 0;
  std::size_t store_full = 0;
  std::size_t outcome_lost_committed = 0; ///< the commit happens, its answer does not come
  std::size_t outcome_lost_nothing = 0;   ///< the commit does not happen, and nobody knows
  std::size_t settle_fails = 0;
  std::size_t read_fails = 0;
  std::size_t power_cut_in_commit = 0; ///< the process dies right before or right after a commit
  std::size_t throw_in_commit = 0;
  // the provider
  std::size_t answer_lost = 0; ///< it took the message, and nobody hears of it
  std::size_t request_lost = 0;
  std::size_t refused = 0; ///< for good: 4xx
  std::size_t recipient_busy = 0;
  std::size_t channel_busy = 0;
  std::size_t server_error = 0; ///< 5xx: perhaps taken
  std::size_t no_connection = 0;
  std::size_t token_expired = 0;
  std::size_t throw_in_send = 0;
  // webhooks
  std::size_t doubled = 0;
  std::size_t status_lost = 0;
  std::size_t status_nameless = 0; ///< only the provider's id, not ours
  std::size_t status_forged = 0;   ///< another tenant's channel names our bubble
  // the process
  std::size_t hint_lost = 0;
  std::size_t actor_killed = 0;
  std::size_t power_cut = 0;
  std::size_t long_silence = 0; ///< minutes or a day pass
};

/// Each class of mishaps is off in half of the worlds: a world in which everything fails at once never gets far enough
/// to show what one failure does alone.
[[nodiscard]] mishaps draw_mishaps(dice& d);

/// What everybody in a simulated world shares.
struct surroundings {
  surroundings(std::uint64_t seed, bool aloud) : chance(seed), tale(aloud) {}

  dice chance;
  tests::hand_clock clock;
  chronicle tale;
  journal book;
  mishaps odds;
  bool power = true; ///< off: the process is dead; nothing it still tries reaches the disk or the network

  std::int64_t next() { return ++book.g; }
  void say(const std::string& what) { tale.say(clock.now(), what); }
  bool happens(std::size_t permille, const char* name) {
    if (!chance.chance(permille)) return false;
    ++book.reached[name];
    say(name);
    return true;
  }
};

} // namespace charla::sim
